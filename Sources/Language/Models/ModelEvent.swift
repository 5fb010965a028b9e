/// An answer of a language model, as it comes.
package enum ModelEvent: Sendable, Equatable {
    case text(String)
    /// What it thought before it spoke; never spoken.
    case reasoning(String)
    /// A call begins; `index` tells calls of one answer apart.
    case callBegan(index: Int, id: String, name: String)
    case callArguments(index: Int, String)
    /// Comes before the end, counted by the endpoint or estimated.
    case usage(ModelUsage)
    /// Another endpoint goes on; `reason` is fit to be shown.
    case switchedEndpoint(name: String, reason: String)
    case finished(ModelFinish)
    case failed(ModelFailure)
}

/// Why an answer ended.
package enum ModelFinish: String, Sendable, Equatable {
    case complete
    case calls
    /// It reached the most tokens it may have.
    case length
    /// The model, or a filter, would not answer.
    case refused
}

/// Tokens of one answer.
package struct ModelUsage: Sendable, Equatable {
    package var input: Int
    /// Of the input, what the server had read before.
    package var cachedInput: Int
    package var output: Int
    package var isEstimated: Bool
    /// In the currency of the settings.
    package var cost: Double

    package init(input: Int, cachedInput: Int = 0, output: Int, isEstimated: Bool = false, cost: Double = 0) {
        self.input = input
        self.cachedInput = cachedInput
        self.output = output
        self.isEstimated = isEstimated
        self.cost = cost
    }
}

/// Why there is no answer, or no more of it.
package struct ModelFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable, Equatable {
        case unreachable
        case timedOut = "timed_out"
        /// The key is missing or wrong.
        case unauthorized
        case rateLimited = "rate_limited"
        /// The endpoint will not take the request: it says why.
        case rejected
        case serverError = "server_error"
        /// The stream ended in the middle, or was no stream.
        case broken
    }

    package var kind: Kind
    /// Says what to do; holds nobody's words.
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
