package import Dialogue
package import Wire

/// Who answers a turn, and why.
package struct Route: Sendable, Equatable {
    package enum Way: String, Sendable, Equatable, CaseIterable {
        case direct
        case llm
        /// Something is said at once, and the model goes on.
        case hybrid
    }

    package enum Reason: String, Sendable, Equatable, CaseIterable {
        /// The mode leaves no choice.
        case mode
        /// There is no model, or none works just now.
        case noModel = "no_model"
        case modelUnavailable = "model_unavailable"
        /// The intents are sure.
        case sure
        /// They are not, and the model can be waited for.
        case unsure
        /// The model takes long, and something can be said at once.
        case slowModel = "slow_model"
        /// Waiting for the model, or paying for it, is not worth what it would know better.
        case notWorthIt = "not_worth_it"
        /// Functions that the client declared want the model's choice, or have it already.
        case clientTools = "client_tools"
        /// The same was asked before: a language model's answer is given again.
        case cached
    }

    package let way: Way
    package let reason: Reason
    package let mode: AnswerMode
    /// What each way was taken to be worth where they were compared.
    package let worth: [Way: Double]
    package let outlook: RouteOutlook

    /// The same turn where a kept answer holds: no model is asked.
    var answeredBefore: Route { Route(way: .direct, reason: .cached, mode: mode, worth: worth, outlook: outlook) }

    /// For `coda.reply.routed`.
    package var details: JSONValue {
        var details: [String: JSONValue] = [
            "mode": .string(mode.rawValue), "way": .string(way.rawValue), "reason": .string(reason.rawValue),
            "explanation": .string(explanation),
            "impatience": .number(Self.short(outlook.impatience)), "busy": .bool(outlook.isBusy),
        ]
        if let confidence = outlook.confidence { details["confidence"] = .number(Self.short(confidence)) }
        if let model = outlook.model {
            details["model_first_word_ms"] = .integer(Int(model.firstWord * 1_000))
            details["model_cost"] = .number(model.cost)
        }
        if !worth.isEmpty { details["worth"] = .object(Dictionary(worth.map { ($0.rawValue, .number(Self.short($1))) }) { $1 }) }
        return .object(details)
    }

    /// A sentence for a person.
    package var explanation: String {
        switch reason {
        case .mode: "The session asks for the mode \(mode.rawValue)."
        case .noModel: "No language model is set up."
        case .modelUnavailable: "The language model does not answer just now."
        case .sure: "The intents are sure of what was meant (\(Self.short(outlook.confidence ?? 0)))."
        case .unsure: "The intents are not sure of what was meant (\(Self.short(outlook.confidence ?? 0)))."
        case .slowModel:
            "The model takes \(Int((outlook.model?.firstWord ?? 0) * 1_000)) ms to its first word, so something is said at once."
        case .notWorthIt: "What the model would know better is not worth the wait or the cost."
        case .clientTools: "The client's functions are chosen by the model."
        case .cached: "The same was asked before, and its answer still holds."
        }
    }

    private static func short(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }
}
