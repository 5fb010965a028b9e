/// Something a person said about themselves, or about somebody or something of theirs.
package struct StatedFact: Sendable, Hashable {
    package enum Standing: Sendable, Hashable {
        /// It is so.
        case holds
        /// It was so once: "I used to live in York".
        case past
        /// It is so no more: "I no longer work at the bank".
        case ended
        /// It is not so: "I don't live in York".
        case denied
    }

    /// What it is about, such as `home.city` or `family.sister.name`.
    package var attribute: String
    /// As it would be written: "Leeds".
    package var value: String
    /// In the third person, fit to be read on its own: "They live in Leeds."
    package var sentence: String
    /// Whether the attribute has one value at a time, so that another one contradicts it.
    package var isSingle: Bool
    package var standing = Standing.holds
    /// Where it was said when it begins or ends; both days belong to it.
    package var from: CalendarDate?
    package var until: CalendarDate?
    /// 0...1
    package var confidence = 0.9
    /// Whether it takes back something said before.
    package var isCorrection = false

    package init(attribute: String, value: String, sentence: String) {
        self.attribute = attribute
        self.value = value
        self.sentence = sentence
        isSingle = FactAttribute.isSingle(attribute)
    }
}
