/// "no, Leeds"
extension FactReader {
    private static let corrections = [Phrase](notations: [
        "(no|nope|sorry|wait|actually) [no|sorry|wait|actually] [it is|i said|i meant|that is|i mean|it was] {words}",
        "(i said|i meant|i mean) {words}",
    ])
    private static let contrasts = [Phrase](notations: [
        "[no|sorry] [it is|i am|i said] not {words} [but] {words}", "[no|sorry] [it is|i said|i meant] {words} not {words}",
    ])

    /// The last fact of one value with another value, where the text says no more than that.
    func correction(_ text: String, of before: [StatedFact]) -> StatedFact? {
        guard !text.contains("?"), let last = before.last(where: { $0.isSingle && $0.standing == .holds }) else { return nil }
        let utterance = Utterance(text).withoutFillers
        guard utterance.words.count <= 9 else { return nil }
        let old = Utterance(last.value).words
        var value: FactValue?
        for place in utterance.words.indices where value == nil {
            // What stands where the old value is denied is the new one.
            guard utterance.words[place...].starts(with: old), Self.contrasts.best(utterance.words) != nil else { continue }
            let (before, after) = (utterance[0..<place], utterance[(place + old.count)..<utterance.words.count])
            let rest = after.words.isEmpty ? before : after
            let start = rest.words.lastIndex { ["but", "is", "said", "meant", "no", "sorry"].contains($0) }.map { $0 + 1 } ?? 0
            let end = rest.words.last == "not" ? rest.words.count - 1 : rest.words.count
            if start < end { value = fitting(rest[start..<end], last) }
        }
        if value == nil, let range = Self.corrections.best(utterance.words)?.slots.first?.range { value = fitting(utterance[range], last) }
        guard let value, value.value != last.value, last.sentence.contains(last.value) else { return nil }
        var fact = last
        fact.value = value.value
        fact.sentence = last.sentence.replacing(last.value, with: value.value)
        fact.isCorrection = true
        return fact
    }

    /// The words as a value of the same attribute.
    private func fitting(_ utterance: Utterance, _ fact: StatedFact) -> FactValue? {
        guard (1...4).contains(utterance.words.count) else { return nil }
        // "no thanks" names no place, and "no it is raining" neither.
        let isNumber = NumberParser.read(utterance.words[...]) != nil
        let looksLikeVerb =
            utterance.words.contains { $0.count > 5 && $0.hasSuffix("ing") }
            && utterance.originals.allSatisfy { $0.first?.isUppercase != true }
        guard isNumber || ["a", "an", "the"].contains(utterance.words[0]) || PersonalName.isPlausible(utterance.words[...]), !looksLikeVerb
        else { return nil }
        let rules = FactRule.predicates + FactRule.tastes + FactRule.possessions
        let own = rules.first { fact.attribute == $0.attribute || fact.attribute.hasSuffix("." + $0.attribute) }
        if let rule = own { return values(rule.kind, utterance, isList: false).first }
        return fact.attribute.hasPrefix("favourite.") ? values(.text, utterance, isList: false).first : nil
    }
}
