/// What the last words of an unfinished hypothesis say about whether more will follow.
package enum SpokenWords {
    package enum Ending: Int, Sendable, Equatable, CaseIterable {
        /// The recogniser has not answered.
        case unknown
        /// Nothing was understood.
        case empty
        /// An article, a preposition, a conjunction, "um": something must follow.
        case unfinished
        /// A digit or a letter: perhaps one of a series.
        case number
        /// "Yes", "no" and their like, alone.
        case yesNo
        /// Anything else.
        case whole
    }

    package static func ending(of text: String?) -> Ending {
        guard let text else { return .unknown }
        let words = split(text)
        guard let last = words.last else { return .empty }
        if unfinished.contains(last) { return .unfinished }
        if words.count <= 3, words.allSatisfy(yesNo.contains) { return .yesNo }
        return last.count == 1 || numbers.contains(last) ? .number : .whole
    }

    /// Lower case, without punctuation other than what belongs to a word.
    static func split(_ text: some StringProtocol) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "-") }.map { $0.lowercased() }
    }

    private static let unfinished: Set<String> = [
        "a", "an", "the", "my", "your", "his", "their", "our", "its", "to", "for", "of", "and", "or", "but", "with", "from", "at", "by",
        "about", "into", "onto", "than", "if", "because", "as", "while", "is", "are", "was", "were", "be", "been", "will", "would", "could",
        "should", "i'm", "i'd", "i'll", "i've", "we're", "it's", "that's", "there's", "very", "which", "whose", "um", "uh", "er", "erm",
    ]
    private static let yesNo: Set<String> = [
        "yes", "no", "yeah", "yep", "nope", "sure", "okay", "ok", "right", "correct", "please", "thanks", "absolutely", "definitely",
        "never", "not", "really",
    ]
    private static let numbers: Set<String> = [
        "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "double", "triple", "hundred",
        "thousand", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "dot", "dash", "hyphen", "underscore",
    ]
}
