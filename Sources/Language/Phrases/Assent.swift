/// A yes or a no. Whatever is not plainly one or the other is neither.
package enum Assent: Sendable, Equatable {
    case yes
    case no

    private static let yesPhrases = [Phrase](notations: [
        "(yes|yeah|yep|yup|sure|ok|okay|right|correct|exactly|absolutely|definitely|certainly|indeed|fine|alright|please|affirmative|yea) [please|do|sure|coda|yes|it is|that is right|that is correct|go ahead|do it|of course|thank you|thanks|i do|i am]",
        "(go ahead|do it|do that|of course|sounds good|that is right|that is correct|that is fine|all right|please do|go for it|why not|i do|i would|i am sure|make it so|by all means|it is|sounds great|very well|good|great|perfect|confirmed|confirm|confirm it)",
        "(yes|yeah|ok|okay|sure) (i am sure|that would be (great|good|nice)|please do|why not|i want that|i would like that|sounds good|that is fine|let us do that|let us do it)",
    ])
    private static let noPhrases = [Phrase](notations: [
        "(no|nope|nah|negative|never) [please|no|thanks|thank you|coda|do not|not that|i do not|that is wrong|it is not|not now|never mind|nevermind|leave it|cancel|do not do that|do not do it|rather not|stop]",
        "(do not|do not do that|do not do it|not now|not really|rather not|i would rather not|better not|that is wrong|that is not right|wrong|of course not|absolutely not|definitely not|not that|not yet|neither|none|none of them|neither of them|i do not think so|i do not want that|please do not|i changed my mind|no way)",
    ])

    private static let agreeing: Set<String> = [
        "yes", "yeah", "yep", "yup", "sure", "certainly", "absolutely", "definitely", "ok", "okay", "confirm", "confirmed", "affirmative",
        "correct", "right", "do", "go", "please",
    ]
    private static let refusing: Set<String> = [
        "no", "nope", "nah", "not", "never", "nevermind", "stop", "cancel", "wait", "forget", "leave", "keep", "abort",
    ]
    /// May stand beside a yes without changing it.
    private static let neutral: Set<String> = [
        "it", "that", "ahead", "of", "course", "i", "am", "do", "really", "thanks", "thank", "you", "them", "all", "coda", "want", "to",
        "the", "uh", "um", "well", "and", "just", "then", "now", "on",
    ]
    private static let longest = 8

    /// - Parameter words: as an utterance has them.
    package init?(_ words: [String]) {
        if Self.noPhrases.best(words) != nil {
            self = .no
        } else if Self.yesPhrases.best(words) != nil || Self.isAgreement(words) {
            self = .yes
        } else {
            return nil
        }
    }

    /// The answer to "shall I do it?": there any word of refusal in a short answer is a no, for a call that was not made can still be made.
    package init?(toProposal text: String) {
        let words = Utterance(text).words
        if let plain = Self(words) {
            self = plain
        } else if words.count <= Self.longest, words.contains(where: Self.refusing.contains) {
            self = .no
        } else {
            return nil
        }
    }

    /// Words of agreement in any order and number, with nothing beside them that says more.
    private static func isAgreement(_ words: [String]) -> Bool {
        // "Do I really want to?" is a question.
        guard !words.starts(with: ["do", "i"]), !words.starts(with: ["do", "you"]) else { return false }
        return words.count <= longest && words.contains(where: agreeing.contains)
            && words.allSatisfy { agreeing.contains($0) || neutral.contains($0) }
    }
}
