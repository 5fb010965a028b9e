/// What a few words said over a reply mean for it: most short ones say "go on", some say "stop".
package enum InterruptionLexicon {
    package enum Meaning: Sendable, Equatable {
        /// No word at all, or only what a recogniser makes of sounds that are none.
        case nothing
        /// The person listens: nothing but backchannels.
        case backchannel
        /// At least one word or phrase that asks for silence, or begins a question or an answer.
        case command
        /// Anything else.
        case words
    }

    /// - Parameter text: lower case, without punctuation.
    package static func meaning(of text: String) -> Meaning {
        let words = text.split(separator: " ").map(String.init)
        guard !words.allSatisfy(mumbles.contains) else { return .nothing }
        if covers(words, with: backchannels) { return .backchannel }
        return words.indices.contains(where: { matches(words[$0...], commands) > 0 }) ? .command : .words
    }

    /// Whether phrases of the list are all there is.
    private static func covers(_ words: [String], with phrases: Set<String>) -> Bool {
        var index = 0
        while index < words.count {
            let length = matches(words[index...], phrases)
            guard length > 0 else { return false }
            index += length
        }
        return true
    }

    /// Words of the longest phrase of the list that `words` begin with; 0 where there is none.
    private static func matches(_ words: ArraySlice<String>, _ phrases: Set<String>) -> Int {
        for length in stride(from: min(longestPhrase, words.count), through: 1, by: -1)
        where phrases.contains(words.prefix(length).joined(separator: " ")) {
            return length
        }
        return 0
    }

    private static let longestPhrase = 3

    private static let mumbles: Set<String> = ["a", "an", "and", "it", "of", "the"]

    private static let backchannels: Set<String> = [
        "a ha", "absolutely", "ah", "aha", "ah ha", "all right", "alright", "awesome", "cool", "exactly", "fine", "fair enough", "good",
        "got it", "great", "hm", "hmm", "huh", "i know", "i see", "i understand", "indeed", "interesting", "lovely", "m", "makes sense",
        "mhm", "mm", "mm hm", "nice", "of course", "oh", "okay", "ok", "really", "right", "sounds good", "sure", "that's good",
        "that's great", "that's nice", "that's right", "that's true", "uh", "uh huh", "um", "um hum", "very good", "well", "whew", "wow",
        "yeah", "yep", "yes", "yup",
    ]

    private static let commands: Set<String> = [
        "actually", "again", "be quiet", "but wait", "cancel", "coda", "enough", "excuse me", "hang on", "hello", "hey", "hold it",
        "hold on", "how", "i said", "louder", "never mind", "next", "no", "not now", "nope", "one moment", "pause", "please stop", "quiet",
        "repeat", "shush", "shut up", "silence", "skip", "slower", "sorry", "stop", "thank you", "thanks", "wait", "what", "when", "where",
        "which", "who", "why", "wrong", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
}
