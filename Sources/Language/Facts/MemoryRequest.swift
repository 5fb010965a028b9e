/// What a person asks of the memory itself, in so many words.
package enum MemoryRequest: Sendable, Hashable {
    /// "remember that my locker is number nine": the sentence to be kept.
    case remember(String)
    /// "forget that I live in York", "forget my address": what it is about; `nil` is what was last kept.
    case forget(String?)
    /// "forget everything about me"
    case forgetEverything
    /// "what do you know about me", "... about my sister": what it is about; `nil` is the person.
    case tell(String?)
    /// "do you remember where I work": what it is about.
    case recall(String)

    /// `nil` where the memory is not what is asked.
    package static func read(_ text: String) -> MemoryRequest? {
        let utterance = Utterance(text).withoutFillers
        guard (2...60).contains(utterance.words.count) else { return nil }
        let core = withoutCourtesy(utterance)
        let words = core.words
        if everything.best(words) != nil { return .forgetEverything }
        if aboutMe.best(words) != nil { return .tell(nil) }
        if last.best(words) != nil { return .forget(nil) }
        for (phrase, count) in beginnings(words) {
            let rest = core[count..<words.count]
            guard let first = rest.words.first else { continue }
            switch phrase {
            case .remember:
                // What is to be done is a reminder's.
                guard first != "to",
                    !["when", "this", "it", "me", "how", "the", "that", "what", "where", "why"].contains(first)
                        || first == "the" && rest.words.contains(where: { ["is", "are", "was"].contains($0) }), rest.words.count > 1
                else { return nil }
                return .remember(written(rest))
            case .forget:
                guard !["it", "to", "that", "me", "this", "about"].contains(first) || rest.words.count > 1 && first != "to" else {
                    return nil
                }
                return .forget(written(rest))
            case .tell:
                let isMe = ["me", "myself"].contains(first) && rest.words.count == 1
                let others: Set<String> = ["my", "our"]
                guard isMe || others.contains(first) else { return nil }
                return .tell(isMe ? nil : written(rest))
            case .recall:
                guard ["my", "where", "what", "who", "when", "which", "how", "if", "whether", "that", "i", "our", "the"].contains(first),
                    rest.words.contains(where: { ["my", "i", "me", "our", "we"].contains($0) })
                else { return nil }
                return .recall(written(rest))
            }
        }
        return nil
    }

    private enum Beginning { case remember, forget, tell, recall }

    private static let table: [(Beginning, [String])] = {
        let rows: [(Beginning, String)] = [
            (.remember, "remember that; do not forget that; keep in mind that; bear in mind that; make a mental note that"),
            (.remember, "i want you to remember that; memorise that; memorize that; remember; i need you to remember that"),
            (.remember, "for future reference; you should know that"),
            (.forget, "forget that; forget what i said about; forget what i told you about; forget about"),
            (.forget, "delete what you know about; you can forget that; forget; stop remembering; erase what you know about"),
            (.forget, "do not remember"),
            (.tell, "what do you know about; what do you remember about; tell me what you know about"),
            (.tell, "tell me everything you know about; what have i told you about; what did i tell you about"),
            (.tell, "what did i say about; what have you learned about; what have you learnt about"),
            (.tell, "tell me what you remember about; tell me about"),
            (.recall, "do you remember; can you remember; do you still remember; do you recall; do you still know"),
            (.recall, "have i told you; did i tell you"),
        ]
        return rows.flatMap { kind, phrases in
            phrases.split(separator: ";").map { (kind, $0.split(separator: " ").map(String.init)) }
        }
    }()

    /// The longest that fits first.
    private static func beginnings(_ words: [String]) -> [(Beginning, Int)] {
        table.filter { words.starts(with: $0.1) && words.count > $0.1.count }.sorted { $0.1.count > $1.1.count }.map { ($0.0, $0.1.count) }
    }

    private static let everything = [Phrase](notations: [
        "forget (everything|all) [that] [you know] [about me]",
        "forget (everything|all) [that] [i told you|i have told you|i said] [about me]",
        "forget me", "(delete|erase|wipe|clear) (everything|all) [that] you (know|remember|have) (about|on) me",
        "(delete|erase|wipe|clear) [all] [of] (your memory|your memories|my data|my memories) [of me|about me]",
        "(delete|erase|wipe) (everything|all) about me",
    ])
    private static let aboutMe = [Phrase](notations: [
        "what (do|did) you (know|remember) (about|of) me", "what (have you|did you) (learned|learnt|learn|remembered) about me",
        "tell me (what|everything|all) [that] you (know|remember) about me", "what have i told you about (me|myself)",
        "what have i told you [so far]", "do you (know|remember) (anything|something) about me", "how (much|well) do you know me",
        "what do you remember", "(show|list) [me] (everything|what|all) you (know|remember) about me", "who am i to you",
    ])
    private static let last = [Phrase](notations: [
        "forget (that|this|what i [just] said|what i [just] told you|the last thing [i said])", "forget that (last|again)",
        "do not (remember|keep|save|store) (that|this)", "forget that you (heard|know) (that|this)", "forget i said that",
        "forget [that] i [ever] (said|told you|mentioned) (that|it)",
    ])

    private static func withoutCourtesy(_ utterance: Utterance) -> Utterance {
        // "i want you to remember that" is an order; "i want" alone is courtesy and would go.
        var start = 0
        let words = utterance.words
        while start + 1 < words.count,
            ["hey", "coda", "please", "ok", "okay", "so", "now", "and", "also", "well", "oh", "hi", "just", "no"].contains(words[start])
        {
            start += 1
        }
        if words[start...].starts(with: ["can", "you"]) || words[start...].starts(with: ["could", "you"])
            || words[start...].starts(with: ["would", "you"]) || words[start...].starts(with: ["will", "you"])
        {
            // "can you remember my name" asks, "can you remember that ..." orders.
            let asks = words[start...].starts(with: ["can", "you", "remember"]) && words.dropFirst(start + 3).first != "that"
            if !asks { start += 2 }
        }
        if start < words.count, words[start] == "please" { start += 1 }
        var end = words.count
        while end > start + 2, ["please", "coda", "now", "again", "thanks"].contains(words[end - 1]) { end -= 1 }
        if end - start > 3, words[end - 2] == "thank" { end -= 2 }
        return utterance[start..<end]
    }

    private static func written(_ utterance: Utterance) -> String {
        var text = ""
        for (index, word) in utterance.originals.enumerated() {
            text += (index == 0 ? "" : utterance.commas.contains(index - 1) ? ", " : " ") + word
        }
        return text
    }
}
