/// The words of which requests about manner are made.
enum MannerLexicon {
    struct Quality {
        var trait: Trait
        var isUpward: Bool
        /// Whether it means the way of speaking where nothing else says so: "shorter", but not "warmer".
        var standsAlone: Bool
    }

    static func isComparative(_ word: String) -> Bool { comparatives.contains(word) }
    static func isFunction(_ word: String) -> Bool { functions.contains(word) }

    /// Without "can you please", "i would like you to" and "thanks".
    static func withoutFrame(_ words: [String]) -> [String] {
        var rest = words.filter { !fillers.contains($0) }[...]
        var isChanged = true
        while isChanged {
            isChanged = false
            if let frame = frames.first(where: { rest.count > $0.count && rest.starts(with: $0) }) {
                rest = rest.dropFirst(frame.count)
                isChanged = true
            }
            if let tail = tails.first(where: { rest.count > $0.count && rest.suffix($0.count).elementsEqual($0) }) {
                rest = rest.dropLast(tail.count)
                isChanged = true
            }
        }
        return Array(rest)
    }

    static let reaches: [(phrase: [String], reach: MannerRequest.Reach)] =
        lastingPhrases.map { (split($0), .lasting) } + passingPhrases.map { (split($0), .once) }
    private static let lastingPhrases = [
        "from now on", "from here on", "in the future", "in future", "always", "every time", "for good", "all the time", "permanently",
        "going forward",
    ]
    private static let passingPhrases = ["this time", "just this once", "this once", "for once", "just for now"]

    static let resets = Set(
        [
            "talk normally", "talk normal", "speak normally", "speak normal", "answer normally", "be normal", "back to normal",
            "go back to normal", "be yourself", "just be yourself", "act normal", "act normally", "sound normal", "talk like yourself",
            "talk like you used to", "talk like before", "speak like before", "speak like you used to", "talk the way you used to",
            "go back to how you were", "reset your personality", "reset your manner", "reset the way you talk", "reset the way you speak",
            "forget how i like you to talk", "talk as usual", "speak as usual", "answer as usual", "use your normal voice",
            "talk in your normal way", "be your usual self", "be your normal self",
        ].map(split))

    static let fillers: Set<String> = [
        "um", "umm", "uh", "uhm", "er", "erm", "hm", "hmm", "please", "pls", "kindly", "maybe", "perhaps", "coda", "coder", "koda",
        "ok", "okay", "hey", "well", "oh", "actually", "also", "again", "possibly", "yeah", "yes",
    ]

    /// What may stand beside a wish and says nothing.
    static let politeness = Set(
        [
            "thanks", "thank you", "thank you very much", "sorry", "no", "wait", "stop", "right", "good", "hello", "hi", "excuse me", "and",
            "but",
        ]
        .map(split))

    private static let frames = [
        "can you", "could you", "would you", "will you", "can we", "could we", "i want you to", "i would like you to", "i need you to",
        "i would prefer you to", "i would prefer it if you", "i would prefer if you", "i prefer you to", "i like it when you",
        "i wish you would", "i want it", "i would like it", "you can", "you could", "you should", "you need to", "you may", "try to",
        "would you mind", "do you mind", "it would be nice if you could", "it would be better if you", "do me a favor", "do me a favour",
        "and", "so", "then", "now", "sorry", "feel free to", "let us", "go ahead and", "start", "try", "that is fine now",
    ].map(split)

    private static let tails = [
        "thanks", "thank you", "if you can", "if you could", "would you", "will you", "can you", "could you", "for me", "with me",
        "to me", "when you talk to me", "when you answer", "when you speak", "now", "right now", "next time", "than that", "today",
    ].map(split)

    /// Beginnings of what is told or asked, not wished.
    static let noWishes = [
        "are you", "is it", "is that", "is this", "is there", "am i", "was it", "was that", "why", "who", "what", "when", "where", "which",
        "how", "do you", "did you", "does", "i am", "i was", "i feel", "he", "she", "they", "we are", "it was", "it is", "there is",
        "i can", "i have", "you are so", "you were", "i like", "i love",
    ].map(split)

    static func split(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    static let functions = Set(
        split(
            "a an the in of to and or it its this that these those i me my we us you your is are was be been do does not no never stop quit"
                + " without so too as much way far lot even really very bit little slightly somewhat tad touch more less enough with for at just simply"
                + " will would can could should than what something overly super extremely if when on like rather all up down"
        ))

    /// They say that Coda is to do something.
    static let directives = Set(
        split(
            "be being become speak speaking talk talking sound sounding act acting answer answering reply replying respond responding explain"
                + " explaining keep keeping make making put phrase stay get give giving want need prefer use using try go going tell say"
                + " express write stop quit change set turn adjust increase decrease reduce raise lower slow speed add have"
        ))

    /// They make it a matter of how Coda speaks, even with words that are also about other things: "be warmer", not "make it warmer".
    static let personal = Set(
        split(
            "be being become speak speaking talk talking sound sounding act acting answer answering reply replying respond responding explain"
                + " explaining stay express phrase you your answers replies response responses explanation explanations tone voice speech"
                + " attitude conversation words sentences language"
        ))

    /// Some qualities are several words.
    static func joined(_ words: [String]) -> [String] {
        var joined = words
        for (phrase, word) in compounds where words.contains(phrase[0]) {
            while let range = joined.firstRange(of: phrase) { joined.replaceSubrange(range, with: [word]) }
        }
        return joined
    }
    private static let compounds = [
        ("matter of fact", "factual"), ("laid back", "relaxed"), ("easy going", "relaxed"), ("to the point", "concise"),
        ("down to earth", "plain"),
    ].map { (split($0.0), $0.1) }

    /// What wishes are made of, beside small words.
    static let addressing = directives.union(
        split(
            "your answers answer reply replies response responses explanation explanations speech voice tone style language words sentences"
                + " manner way wording attitude things everything conversation terms me version summary"
        ))
}
