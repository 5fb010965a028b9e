/// Fits a reply that was made on the device to a manner, by leaving out what carries nothing.
///
/// The first sentence that says something stays whole; so does every number, and every reply that asks something.
package struct MannerShaper: Sendable {
    private let manner: Manner

    package init(_ manner: Manner) { self.manner = manner }

    /// - Parameters:
    ///   - reply: sentences.
    ///   - isFixed: whether it must be said as it is: a question, a confirmation, what was asked to be read aloud.
    ///   - offer: said after it where the manner is forthcoming: "I can also set a timer."
    package func shape(_ reply: String, isFixed: Bool = false, offer: String? = nil) -> String {
        guard !isFixed, !reply.contains("?"), reply.utf8.count <= Self.mostBytes else { return reply }
        var sentences = Self.sentences(of: reply)
        guard !sentences.isEmpty else { return reply }
        if manner.dropsCourtesies {
            let kept = sentences.filter { !Self.isCourtesy($0) }
            if !kept.isEmpty { sentences = kept }
            sentences[0] = Self.withoutOpening(sentences[0])
        }
        if manner.wording == .terse || sentences.count > manner.mostSentences {
            var room = manner.mostSentences
            sentences = sentences.enumerated().filter { index, sentence in
                if index == 0 || Self.isFact(sentence) {
                    room -= 1
                    return true
                }
                if Self.isHint(sentence), manner.wording == .terse { return false }
                guard room > 0 else { return false }
                room -= 1
                return true
            }.map(\.element)
        }
        if let offer, manner.addsOffer { sentences.append(offer) }
        return sentences.joined(separator: " ")
    }

    private static let mostBytes = 8_192

    // MARK: Sentences

    /// Cut where a mark is followed by a space and a capital or a digit; "3.5" and "Dr. Li" stay whole.
    static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            current.append(character)
            guard ".!".contains(character), index + 2 < characters.count, characters[index + 1].isWhitespace,
                characters[index + 2].isUppercase || characters[index + 2].isNumber, !endsInShortForm(current)
            else { continue }
            sentences.append(trimmed(current))
            current = ""
        }
        if !trimmed(current).isEmpty { sentences.append(trimmed(current)) }
        return sentences
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    private static func endsInShortForm(_ text: String) -> Bool {
        guard text.last == ".", let word = text.dropLast().split(separator: " ").last else { return false }
        return word.count == 1
            || ["Dr", "Mr", "Mrs", "Ms", "Prof", "St", "No", "vs", "etc", "approx", "a.m", "p.m", "e.g", "i.e"].contains(word)
    }

    // MARK: What may go

    /// A sentence that says nothing but that one is polite.
    private static func isCourtesy(_ sentence: String) -> Bool { courtesies.contains(PlainWords(sentence).words) }

    /// "Sure, it is nine." is "It is nine."
    static func withoutOpening(_ sentence: String) -> String {
        guard let comma = sentence.firstIndex(of: ","), openings.contains(PlainWords(String(sentence[..<comma])).words) else {
            return sentence
        }
        let rest = sentence[sentence.index(after: comma)...].drop(while: \.isWhitespace)
        guard let first = rest.first, first.isLetter else { return sentence }
        return first.uppercased() + rest.dropFirst()
    }

    /// Something with a number, a name or a no in it is not left out.
    private static func isFact(_ sentence: String) -> Bool {
        if sentence.contains(where: \.isNumber) { return true }
        let words = PlainWords(sentence).words
        if words.contains(where: facts.contains) { return true }
        // A capital within the sentence is somebody or something.
        return sentence.split(separator: " ").dropFirst().contains { $0.first?.isUppercase == true && $0 != "I" && !$0.hasPrefix("I'") }
    }

    /// What else could be said or done.
    private static func isHint(_ sentence: String) -> Bool {
        let words = PlainWords(sentence).words
        return hints.contains { words.starts(with: $0) }
    }

    private static let facts: Set<String> = [
        "not", "no", "never", "none", "nothing", "without", "except", "only", "but", "however", "because", "careful", "warning", "until",
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
        "ninety", "hundred", "thousand", "million", "half", "quarter", "noon", "midnight", "first", "second", "third", "today", "tomorrow",
        "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "failed", "wrong", "sorry", "error",
    ]
    private static let courtesies = Set(
        [
            "sure", "sure thing", "of course", "certainly", "gladly", "with pleasure", "my pleasure", "happy to help", "no problem",
            "you are welcome", "all right", "alright", "okay", "ok", "great", "good question", "great question", "that is a good question",
            "enjoy it", "enjoy", "have fun", "take care", "let me see", "let me check", "i hope that helps", "hope that helps",
            "let me know if you need anything else", "let me know if i can help", "just let me know", "i am glad you asked",
        ].map(MannerLexicon.split))
    private static let openings = Set(
        ["sure", "sure thing", "of course", "certainly", "gladly", "okay", "ok", "all right", "alright", "well", "great", "right"].map(
            MannerLexicon.split))
    private static let hints = [
        "you can also", "you could also", "i can also", "i could also", "if you like", "if you want", "let me know", "tell me", "feel free",
        "you may also", "just say",
    ].map(
        MannerLexicon.split)
}
