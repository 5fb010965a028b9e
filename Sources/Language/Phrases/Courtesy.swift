/// The words around a request that do not change what is asked.
enum Courtesy {
    /// Dropped wherever they stand.
    static let fillers: Set<String> = ["um", "umm", "uh", "uhm", "er", "erm", "hm", "hmm", "mm", "mmm", "ah", "please", "kindly", "pls"]

    /// How many words at the beginning may go, one entry for each way.
    static func beginnings(_ words: [String]) -> [Int] {
        starting.filter { words.starts(with: $0) }.map(\.count)
    }

    static func endings(_ words: [String]) -> [Int] {
        ending.filter { words.count > $0.count && words.suffix($0.count) == $0[...] }.map(\.count)
    }

    private static let starting: [[String]] = split([
        "ai", "hey coda", "hi coda", "hello coda", "ok coda", "okay coda", "coda", "hey coder", "hey koda", "hey", "ok", "okay", "so",
        "well",
        "now", "then", "and", "and then", "but", "also", "oh", "alright", "all right", "right", "yes", "yeah", "no", "wait", "actually",
        "just", "quickly", "maybe", "hello", "hi", "excuse me", "sorry", "good morning", "good evening", "thanks", "thank you",
        "can you", "could you", "would you", "will you", "can you just", "can we", "can i have", "could i have", "may i have",
        "can i get", "could you possibly", "would you mind", "do you mind", "i want you to", "i would like you to", "i need you to",
        "i want to", "i would like to", "i need to", "i would like", "i want", "i need", "let us", "go ahead and", "help me",
        "tell me", "telling me", "let me know", "show me", "give me", "say", "look up", "check", "remind me of",
        "i want to know", "i would like to know", "i need to know", "may i know", "i was wondering", "i wonder", "do you know",
        "do you happen to know", "do you have", "have you got", "any idea", "for me",
    ])

    private static let ending: [[String]] = split([
        "for me", "now", "right now", "thanks", "thank you", "thanks a lot", "thank you very much", "if you can", "if you could",
        "if you would", "if you do not mind", "ai", "coda", "my friend", "friend", "exactly", "at the moment", "currently", "dude", "man",
        "then", "ok", "okay", "to me", "will you", "would you", "can you", "could you", "do you know", "again", "hey", "and",
    ])

    private static func split(_ texts: [String]) -> [[String]] {
        texts.map { $0.split(separator: " ").map(String.init) }
    }
}
