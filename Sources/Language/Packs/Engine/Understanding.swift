package import Dialogue

/// What a turn means and what is to be done about it.
package struct Understanding: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        case say(String)
        /// A question back: for something missing, between two meanings, or before something is done. Its answer comes with the next turn.
        case ask(String)
        case call(ToolPlan)
        /// Out of scope: the caller says so, or asks a language model.
        case nothing
    }

    /// 0...1
    package var confidence: Double
    /// `skill.NAME` for the fixed skills; `nil` where nothing was understood.
    package var intent: String?
    /// Other meanings, the likeliest first.
    package var alternatives: [IntentGuess] = []
    /// The answer is this person's alone.
    package var isPersonal = false
    /// The answer holds now and here, not later or elsewhere in a conversation.
    package var isVolatile = false
    /// Side effects of the fixed skills, to be done before the text is said.
    package var effects: [ReplyEvent] = []
    package var action: Action
    /// The state of the conversation after this turn.
    package var memo: String
}
