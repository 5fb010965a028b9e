/// The words by which clauses are told apart.
enum ClauseWords {
    static let links: Set<String> = [
        "and", "but", "because", "so", "or", "though", "although", "plus", "cause", "cos", "whereas", "while", "however", "then", "since",
        "that", "as",
    ]
    static let subjects: Set<String> = [
        "i", "we", "my", "our", "he", "she", "they", "it", "there", "you", "your", "his", "her", "their", "if", "what", "where", "how",
        "when", "can", "could", "would", "will", "do", "this", "that", "these", "please", "i'm", "everyone", "people",
    ]
    static let questions: Set<String> = ["what", "where", "when", "who", "whom", "whose", "which", "why", "how"]
    static let hypothetical: Set<String> = [
        "if", "suppose", "supposing", "imagine", "pretend", "assuming", "assume", "unless", "whether", "wish", "hypothetically", "say",
    ]
    /// What a clause is told apart by, but that is not part of what it says.
    static let leadIns: Set<String> = [
        "and", "but", "well", "oh", "ok", "okay", "so", "also", "because", "hi", "hello", "hey", "coda", "listen", "look", "plus", "yes",
        "yeah", "cause", "cos", "honestly", "basically", "then", "anyway", "right", "no", "sorry", "actually", "wait", "though", "although",
        "while", "whereas", "nope", "nah", "however", "besides", "personally", "currently", "nowadays", "now", "unfortunately", "luckily",
        "sadly", "remember", "maybe", "perhaps", "probably", "since", "like", "true", "as", "that", "great", "thanks", "cool", "or", "just",
    ]

    private static let phrases: [[String]] = [
        "by the way", "just so you know", "you know", "for your information", "fyi", "for the record", "as you know", "the thing is",
        "remember that", "please remember that", "note that", "keep in mind that", "do not forget that", "in fact", "to be honest",
        "the truth is", "these days", "at the moment", "right now", "of course", "as i said", "i mean", "one thing about me is",
        "a fact about me is", "good morning", "good evening", "good afternoon", "do not forget", "bear in mind that", "as it happens",
        "let us see", "thank you", "the fact is", "not long ago", "you should know that", "you should know", "for me",
    ].map { $0.split(separator: " ").map(String.init) }

    /// Verbs after which a clause is what somebody says or thinks.
    static let reports: Set<String> = [
        "tell", "told", "say", "said", "says", "saying", "think", "thinks", "thought", "know", "knows", "knew", "believe", "believes",
        "guess", "hope", "hopes", "claim", "claims", "claimed", "swear", "heard", "hear", "remind", "reminded", "ask", "asked", "asks",
        "feel", "mean", "meant", "means", "pretend", "imagine", "decide", "forgot", "wonder", "wondering", "understand", "dream", "dreamed",
        "dreamt", "write", "wrote", "writes", "text", "mention", "mentioned", "goes", "suppose", "supposes", "assume", "assumes", "telling",
        "thinking", "quote", "sings", "joked", "argue", "insists", "suggested", "worry", "afraid", "convinced", "song", "show", "prove",
    ]
    static let subordinating: Set<String> = [
        "if", "when", "where", "what", "which", "who", "whom", "how", "why", "before", "after", "until", "till", "than", "whether",
        "unless",
        "once", "whatever", "wherever", "whenever", "everything", "something", "anything", "thing", "things", "way", "whose", "time",
        "everyone", "someone", "anyone", "where's", "stuff", "reason", "only", "like",
    ]
    /// Words after which "my" is an object, or part of one.
    static let takeObject: Set<String> = [
        "of", "to", "with", "for", "at", "in", "on", "from", "about", "by", "than", "like", "love", "hate", "is", "are", "was", "am",
        "the", "see", "saw", "met", "meet", "call", "called", "when", "where", "if", "what", "that", "visit", "miss", "lost", "near",
    ]
    /// Verbs that begin an order to whoever listens.
    static let orders: Set<String> = [
        "remind", "tell", "set", "play", "call", "send", "text", "message", "write", "add", "search", "find", "look", "show", "read", "say",
        "translate", "spell", "google", "book", "order", "buy", "open", "turn", "give", "ask", "create", "make", "schedule", "put",
        "delete",
        "cancel", "start", "stop", "let", "help", "email", "sing", "repeat", "type", "check", "explain", "draft", "compose", "act",
        "roleplay", "describe", "summarise", "summarize", "list", "forget", "note", "convert", "calculate", "choose", "pick", "wake",
        "dial",
        "do", "recommend", "suggest", "lock", "use", "quote", "finish", "complete", "continue", "correct", "rewrite",
    ]
    /// Those after which the rest of the sentence is to be written or said.
    static let wording: Set<String> = [
        "write", "text", "tell", "send", "email", "message", "translate", "say", "repeat", "sing", "type", "put", "add", "act", "roleplay",
        "draft", "compose", "quote", "spell", "read", "ask", "create", "correct", "rewrite", "note", "remind", "finish", "complete",
        "search",
        "google", "forget",
    ]
    static let auxiliaries: Set<String> = [
        "am", "is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should", "shall", "may", "might", "have",
        "has", "had", "must",
    ]

    static func asks(_ words: [String]) -> Bool {
        guard let first = words.first else { return false }
        if questions.contains(first) { return true }
        let second = words.dropFirst().first ?? ""
        guard auxiliaries.contains(first) else { return false }
        return subjects.contains(second) || ["not", "the", "a", "an", "any", "someone", "anyone"].contains(second)
    }

    /// Whether a clause goes on in the next: "do you think | i like tea".
    static func binds(_ words: [String]) -> Bool {
        words.suffix(3).contains(where: reports.contains) || subordinating.contains(words.last ?? "")
    }

    /// The clause itself, the link it begins with, whether it corrects, and whether it is asked to be kept.
    static func withoutLeadIns(_ clause: Utterance) -> (Utterance, link: String?, isCorrection: Bool, isSure: Bool) {
        var start = 0
        var link: String?
        var (isCorrection, isSure) = (false, false)
        let words = clause.words
        scan: while start < words.count {
            let rest = words[start...]
            for phrase in phrases where rest.starts(with: phrase) && rest.count > phrase.count {
                isSure = isSure || phrase.contains("remember") || phrase.contains("mind") || phrase.contains("forget")
                start += phrase.count
                continue scan
            }
            let word = words[start]
            guard leadIns.contains(word), start + 1 < words.count else { break }
            if start == 0, links.contains(word) { link = word }
            if ["no", "sorry", "actually", "wait", "nope", "nah"].contains(word) { isCorrection = true }
            if word == "remember" { isSure = true }
            // "no" of "no milk for me" is none of these.
            start += 1
        }
        return (clause[start..<words.count], link, isCorrection, isSure)
    }
}
