internal import Language

/// What can be said at once to a turn that a model answers, true whatever it will say.
enum Opening {
    private static let questions: Set<String> = [
        "what", "what's", "who", "who's", "whose", "which", "where", "where's", "when", "why", "how", "is", "are", "does", "did", "was",
        "were", "do",
    ]
    private static let wishes: Set<String> = [
        "tell", "explain", "describe", "write", "make", "give", "find", "show", "help", "suggest", "recommend", "compare", "summarize",
        "summarise", "translate", "plan", "list",
    ]
    private static let polite: Set<String> = ["can", "could", "would", "will", "please"]

    /// `nil` where nothing fits: a remark, a single word, words of distress.
    ///
    /// - Parameter turn: how many turns came before, so that not every answer opens alike.
    static func text(for question: String, turn: Int) -> String? {
        let words = Cacheable.words(of: question)
        guard words.count >= 4, let first = words.first else { return nil }
        let choices: [String]
        if questions.contains(first) {
            choices = ["Let me think.", "Let me see."]
        } else if wishes.contains(first) || polite.contains(first) {
            choices = ["Sure.", "All right.", "Of course."]
        } else {
            return nil
        }
        return choices[turn % choices.count]
    }
}
