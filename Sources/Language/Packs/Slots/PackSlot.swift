/// A part of an intent that the person fills in.
package struct PackSlot: Sendable, Equatable {
    package var name: String
    package var type: SlotType
    package var isRequired = false
    /// A template; where the person said nothing.
    package var fallback: ReplyTemplate?
    /// The question asked where a required one is missing.
    package var ask: ReplyTemplate?
    /// The question where the answer to the first was not understood.
    package var reask: ReplyTemplate?
    /// Of a choice: its values, each with the ways to say it.
    package var choices: [SlotChoice] = []
    /// Slots of earlier intents and parts of their results that "it" and "that one" may stand for, such as `result.id`.
    package var refersTo: [String] = []
}

/// One value of a choice.
package struct SlotChoice: Sendable, Equatable {
    package var value: String
    /// Lower-case words.
    package var ways: [[String]]
}
