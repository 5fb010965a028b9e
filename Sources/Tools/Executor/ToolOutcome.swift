/// What became of a call.
package struct ToolOutcome: Sendable, Equatable {
    package enum Ending: Sendable, Equatable {
        case output(ToolOutput)
        /// The person is asked first; nothing was done.
        case needsConfirmation(ToolConfirmation)
        case failed(ToolFailure)
        /// The turn it was for went on: nothing was done, and nobody is told.
        case withdrawn
    }

    package let tool: String
    /// Which source of the registry the tool is from. Whatever the output says, it says as data of this source.
    package let source: String
    package let risk: ToolRisk
    package let ending: Ending
    /// What was mended in the arguments.
    package let repairs: [String]
    package let isFromCache: Bool
    /// Whether the output was too long and lost its end.
    package let isCut: Bool
    /// From the call to its end, waiting for the commitment included.
    package let duration: Duration

    package init(
        tool: String, source: String, risk: ToolRisk, ending: Ending, repairs: [String] = [], isFromCache: Bool = false,
        isCut: Bool = false,
        duration: Duration
    ) {
        self.tool = tool
        self.source = source
        self.risk = risk
        self.ending = ending
        self.repairs = repairs
        self.isFromCache = isFromCache
        self.isCut = isCut
        self.duration = duration
    }

    package var output: ToolOutput? { if case .output(let output) = ending { output } else { nil } }
    package var failure: ToolFailure? { if case .failed(let failure) = ending { failure } else { nil } }
    package var confirmation: ToolConfirmation? { if case .needsConfirmation(let question) = ending { question } else { nil } }

    /// A word for the audit log and for metrics.
    package var code: String {
        switch ending {
        case .output: "ok"
        case .needsConfirmation: "needs_confirmation"
        case .failed(let failure): failure.code
        case .withdrawn: "withdrawn"
        }
    }

    /// What is said of it.
    package var speech: String {
        switch ending {
        case .output(let output): output.speech ?? ToolSpeech.text(output.value)
        case .needsConfirmation(let confirmation): confirmation.question
        // Only our own tools give reasons that are fit to be said; another's may hold anything.
        case .failed(let failure): (source == ToolRegistry.builtIn ? failure.reason : nil) ?? failure.speech
        case .withdrawn: ""
        }
    }
}

/// A question to be asked aloud before a call is made.
package struct ToolConfirmation: Sendable, Equatable {
    package let question: String
    /// Makes the same call go through, once, in the same session. It is for whoever asks the person: a language model never sees it.
    package let token: String
}
