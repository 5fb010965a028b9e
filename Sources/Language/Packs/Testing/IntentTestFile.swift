package import Configuration
package import Dialogue
package import Wire

/// Sentences with what they must be understood as, read from YAML.
package struct IntentTestFile: Sendable {
    package var file: String
    package var now: CivilTime
    package var person: String?
    /// Each begins a conversation of its own.
    package var tests: [Conversation] = []

    package struct Conversation: Sendable {
        package var name: String
        package var turns: [Turn] = []
    }

    /// One thing said, and what must come of it. What is not given is not compared.
    package struct Turn: Sendable {
        package var place: TextPlace
        package var say: String
        /// "none" where nothing must be understood.
        package var intent: String?
        package var action: String?
        /// Members that the slots must have.
        package var slots: JSONValue?
        package var tool: String?
        package var arguments: JSONValue?
        /// A part of what is said or asked; of a call, of what is said after it.
        package var says: String?
        /// A part of the question before a call whose tool is found to be risky.
        package var confirms: String?
        /// The tool that takes back what was done before.
        package var before: String?
        /// What the tool is taken to give back.
        package var result: JSONValue?
        package var speech: String?
        package var failure: String?
        /// Silence before it.
        package var after = Duration.zero
        /// The turn turned out not to be over: its memo is not given back.
        package var isAbandoned = false
    }

    /// Reads any bytes at all; tells every mistake.
    package static func read(_ bytes: [UInt8], file: String) -> (file: IntentTestFile, mistakes: [Mistake]) {
        var reader = IntentTestReader(file: file)
        let tests = reader.read(bytes)
        return (tests, reader.mistakes)
    }
}
