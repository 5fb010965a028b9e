/// Cuts text into words that can be compared: lower case, compounds apart, endings off, without the words every sentence has.
enum ToolWords {
    static func of(_ text: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var wasLower = false
        func end() {
            guard !word.isEmpty else { return }
            let whole = String(decoding: word, as: UTF8.self)
            if !common.contains(whole) { words.append(stem(word)) }
            word = []
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                if wasLower { end() }
                word.append(byte | 0x20)
                wasLower = false
            case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
                word.append(byte)
                wasLower = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): word.append(byte)
            case UInt8(ascii: "'"): continue
            default:
                end()
                wasLower = false
            }
        }
        end()
        return words
    }

    private static let common: Set<String> = [
        "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "is", "are", "was", "be", "it", "its", "this", "that", "with", "by",
        "from",
        "as", "at", "me", "my", "i", "you", "your", "we", "can", "could", "would", "please", "what", "whats", "how", "do", "does", "if",
        "which",
        "given", "use", "using", "will", "based", "specific", "specified", "default", "want", "need", "id", "im", "their", "his", "her",
        "has",
        "have", "there", "some", "any", "into", "such", "e", "g", "t", "s",
    ]

    /// Takes off the commonest English endings; light, since names of tools are short.
    private static func stem(_ word: [UInt8]) -> String {
        var word = word
        func ends(_ ending: String, leaving least: Int) -> Bool {
            word.count >= ending.utf8.count + least && word.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        }
        if ends("ies", leaving: 2) {
            word.removeLast(3)
            word.append(UInt8(ascii: "y"))
        } else if ends("sses", leaving: 1) || ends("xes", leaving: 2) || ends("ches", leaving: 2) || ends("shes", leaving: 2) {
            word.removeLast(2)
        } else if ends("s", leaving: 3), !ends("ss", leaving: 1), !ends("us", leaving: 1), !ends("is", leaving: 1) {
            word.removeLast()
        }
        for ending in ["ation", "ator", "ating", "ated", "ate", "ing", "ed", "ion", "er", "or", "ment", "ly", "al", "ity"]
        where ends(ending, leaving: 4) {
            word.removeLast(ending.utf8.count)
            break
        }
        if word.count >= 4, let last = word.last, last == UInt8(ascii: "e") || (word[word.count - 2] == last && last != UInt8(ascii: "s")) {
            word.removeLast()
        }
        return String(decoding: word, as: UTF8.self)
    }
}
