/// Whether an answer to "shall I?" is a yes. Whatever is not plainly one or the other is neither, and nothing is done.
package enum Assent: Sendable, Equatable {
    case yes
    case no

    private static let agreeing: Set<String> = [
        "yes", "yeah", "yep", "yup", "sure", "certainly", "absolutely", "definitely", "ok", "okay", "confirm", "confirmed", "affirmative",
        "correct", "right", "do", "go", "please",
    ]
    private static let refusing: Set<String> = [
        "no", "nope", "nah", "not", "don't", "never", "stop", "cancel", "wait", "forget", "leave", "keep", "dont", "abort",
    ]
    /// May stand beside a yes without changing it.
    private static let neutral: Set<String> = [
        "it", "that", "ahead", "of", "course", "i", "am", "i'm", "do", "really", "thanks", "thank", "you", "them", "all", "coda", "want",
        "to",
        "the", "uh", "um", "well", "and", "just", "then", "now", "on",
    ]
    private static let longest = 8

    package init?(_ text: String) {
        let words = text.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init)
        guard !words.isEmpty, words.count <= Self.longest else { return nil }
        if words.contains(where: Self.refusing.contains) {
            self = .no
        } else if words.contains(where: Self.agreeing.contains),
            words.allSatisfy({ Self.agreeing.contains($0) || Self.neutral.contains($0) })
        {
            self = .yes
        } else if words == ["of", "course"] {
            self = .yes
        } else {
            return nil
        }
    }
}
