package import Audio

/// Everything that can happen to a conversation. Results name the turn or response they belong to; late ones are dropped.
package enum Event: Sendable, Equatable {
    /// Time passes; sent every 20 ms while anything is under way. Carries the wall time whenever its second has changed.
    case tick(CivilTime?)
    case configure(ConversationSettings)

    // From the microphone.
    /// Sound arrived, up to `end`.
    case heard(end: InputSample)
    /// The probability of speech in the window that ends at `end`, and the window's level in dBFS.
    case voice(probability: Float, decibels: Float, end: InputSample)

    // From the stages.
    case turnScore(TurnID, revision: Int, completeness: Float?)
    case partial(TurnID, text: String)
    case transcript(TurnID, text: String)
    /// `reason` is fit to be shown.
    case recognitionFailed(TurnID, reason: String)
    case reply(ResponseID, ReplyEvent)
    /// `samples` (16 kHz) more of a clause are there to be sent.
    case synthesized(ResponseID, clause: Int, samples: Int)
    case clauseFinished(ResponseID, clause: Int)
    case synthesisFailed(ResponseID, reason: String)

    // From the client. `request` is the client's own name for what it sent, given back in refusals.
    case commitInput(request: String?)
    case clearInput
    case addText(String, role: Role)
    case respond(ResponseOptions, request: String?)
    case cancelResponse(ResponseID?, request: String?)
    case close
}

/// Who an item is from.
package enum Role: String, Sendable, Equatable {
    case user, assistant, system
}

/// What a client may ask of one response, over the session's settings.
package struct ResponseOptions: Sendable, Equatable {
    package var instructions: String?
    package var speaks: Bool?

    package init(instructions: String? = nil, speaks: Bool? = nil) {
        self.instructions = instructions
        self.speaks = speaks
    }
}
