/// The words that steer a conversation rather than say what it is about.
enum TurnWords {
    private static let cancelPhrases = [Phrase](notations: [
        "[no|oh|ok|okay|actually|sorry|please] (never mind|nevermind|forget it|forget about it|forget that|cancel|cancel that|cancel it|cancel this|stop|stop it|stop that|abort|leave it|drop it|skip it|quit|scratch that|it does not matter|do not bother|let us stop|i changed my mind|i have changed my mind|not now|end it|enough|that is enough) [then|please|coda|for now|now]"
    ])
    private static let undoPhrases = [Phrase](notations: [
        "[please|can you|could you|oh no|no|wait|actually] (undo|undo that|undo it|undo this|undo the last one|undo the last thing|undo what you did|undo what you just did|take that back|take it back|revert that|revert it|reverse that|put it back|put that back|bring it back|bring that back|i did not mean that|i did not mean to do that|that was a mistake|that was wrong undo it) [please|again]"
    ])
    private static let takeBackPhrases = [Phrase](notations: [
        "[please|can you|could you|no|actually|sorry|ok|and|now] (cancel|delete|remove|drop|scrap|erase|stop|turn off|take off) (it|that|that one|this|this one|the last one|the one|them) [again|please|then]"
    ])

    /// "never mind"
    static func isCancel(_ words: [String]) -> Bool { cancelPhrases.best(words) != nil }
    /// "undo that"
    static func isUndo(_ words: [String]) -> Bool { undoPhrases.best(words) != nil }
    /// "cancel it", of what was just done
    static func isTakingBack(_ words: [String]) -> Bool { takeBackPhrases.best(words) != nil }

    /// Words that stand for something said before.
    static func isPronoun(_ words: [String]) -> Bool { pronouns.contains(words.joined(separator: " ")) }

    private static let pronouns: Set<String> = [
        "it", "that", "this", "that one", "this one", "the one", "the last one", "the same", "the same one", "them", "those",
        "the former", "the same thing", "him", "her", "one",
    ]

    // MARK: What is left of a sentence

    private static func cut(_ words: [String], beginnings: [[String]], endings: [[String]] = []) -> Range<Int>? {
        for beginning in beginnings where words.count > beginning.count && words.starts(with: beginning) {
            return beginning.count..<words.count
        }
        for ending in endings where words.count > ending.count && words.suffix(ending.count) == ending[...] {
            return 0..<(words.count - ending.count)
        }
        return nil
    }

    private static func split(_ texts: [String]) -> [[String]] { texts.map { $0.split(separator: " ").map(String.init) } }

    private static let corrections = split([
        "no i meant", "no i mean", "no i said", "no make it", "no make that", "no not", "no it is", "no wait", "no actually", "no sorry",
        "i meant to say", "i meant", "i mean", "i said", "actually make it", "actually make that", "actually", "make it", "make that",
        "make",
        "change it to", "change that to", "change to", "move it to", "move that to", "sorry i meant", "sorry", "rather", "better", "wait",
        "or rather",
        "oh sorry", "oh i meant", "no", "nope", "not that", "set it to",
    ])

    private static let correctionEndings = split(["instead", "i meant", "rather", "i mean"])

    /// The words after "no," or "I meant"; `nil` where nothing is corrected.
    static func correction(_ words: [String]) -> Range<Int>? {
        cut(words, beginnings: corrections, endings: correctionEndings)
    }

    private static let openEllipses = split([
        "and what about", "and how about", "what about", "how about", "and for", "and in", "and on", "and with",
    ])
    private static let ellipses = split([
        "and what is it", "and", "what if it is", "then", "or", "now", "the same for", "same for", "also", "but",
    ])

    /// The words after "what about" or "and"; `isOpen` where any words may follow.
    static func ellipsis(_ words: [String]) -> (range: Range<Int>, isOpen: Bool)? {
        if let range = cut(words, beginnings: openEllipses) {
            // "and in miles", "and on friday": the preposition belongs to what follows.
            let keepsLast = ["for", "in", "on", "with"].contains(words[range.lowerBound - 1])
            return (keepsLast ? range.lowerBound - 1..<words.count : range, true)
        }
        return cut(words, beginnings: ellipses).map { ($0, false) }
    }
}
