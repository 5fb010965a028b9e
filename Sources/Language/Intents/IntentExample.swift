/// A thing somebody may say, and what they mean by it.
package struct IntentExample: Sendable, Equatable {
    package var text: String
    /// The intent's name, or `IntentExample.outOfScope` for what none of the intents is meant by.
    package var intent: String

    /// The label of examples that mean none of the intents.
    package static let outOfScope = "oos"

    package init(text: String, intent: String) {
        self.text = text
        self.intent = intent
    }

    /// Tells one list of examples from another; what was learnt from a list is kept under its fingerprint.
    package static func fingerprint(of examples: [IntentExample]) -> UInt64 {
        var hash = StableHash()
        for example in examples {
            for part in [example.intent, example.text] {
                hash.add(part.utf8)
                hash.add(CollectionOfOne(0xFF))
            }
        }
        return hash.value
    }
}
