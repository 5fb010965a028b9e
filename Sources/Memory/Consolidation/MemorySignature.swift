/// What a memory says, in a form in which many are compared quickly: the words that tell it from others, as numbers.
struct MemorySignature: Hashable {
    /// Stems of telling words in the order said: who met whom is a matter of order.
    var telling: [UInt64] = []
    /// Words that turn a sentence round, in the order said.
    var turning: [UInt64] = []

    /// Whether it says anything.
    var isEmpty: Bool { telling.isEmpty }

    init(_ text: String) {
        var word: [UInt8] = []
        func end() {
            guard !word.isEmpty else { return }
            let whole = Self.hash(word)
            if Self.turningWords.contains(whole) {
                turning.append(whole)
            } else if let meant = Self.classes[whole] {
                telling.append(meant)
            } else if !Self.lightWords.contains(whole) {
                Self.stem(&word)
                telling.append(Self.hash(word))
            }
            word.removeAll(keepingCapacity: true)
        }
        // Letters outside ASCII are rare enough for the slow way.
        let plain = text.utf8.allSatisfy { $0 < 0x80 } ? text : text.lowercased()
        for byte in plain.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: word.append(byte)
            case UInt8(ascii: "'"): continue
            default: end()
            }
        }
        end()
    }

    /// A number of the letters and digits alone, whatever their case and what is between them.
    static func wording(_ text: String) -> UInt64 {
        let plain = text.utf8.allSatisfy { $0 < 0x80 } ? text : text.lowercased()
        var number: UInt64 = 0xCBF2_9CE4_8422_2325
        var isBetween = false
        for byte in plain.utf8 {
            let isLetter = (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte >= 0x80
            guard isLetter else {
                isBetween = isBetween || byte != UInt8(ascii: "'")
                continue
            }
            if isBetween { number = (number ^ 0x20) &* 0x100_0000_01B3 }
            isBetween = false
            number = (number ^ UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)) &* 0x100_0000_01B3
        }
        return number
    }

    static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
        word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// What another wording of the same may have others of, and nothing hangs on.
    private static let lightWords = Set(
        [
            "a", "an", "the", "they", "their", "them", "theirs", "is", "are", "be", "being", "been", "am", "do", "does", "have", "has",
            "of",
            "to", "in", "on", "at", "that", "it", "i", "my", "me", "we", "our", "us", "you", "your", "very", "really", "also", "just", "so",
            "too", "there", "then", "and", "quite", "this", "some",
        ].map { hash($0.utf8) })

    /// Words that turn a sentence round, or move it in time.
    private static let turningWords = Set(
        (Array(MemoryWords.turning) + [
            "was", "were", "had", "did", "will", "would", "can", "could", "should", "must", "may", "might", "if",
        ])
        .map { hash($0.utf8) })

    /// Verbs that stand for each other.
    private static let classes: [UInt64: UInt64] = {
        var classes: [UInt64: UInt64] = [:]
        let rows = [
            "like likes love loves enjoy enjoys adore adores fond keen", "live lives reside resides living residing",
            "works work employed working",
            "went visited", "talked spoke chatted", "discussed debated", "met saw", "bought purchased", "started began",
            "finished completed",
            "mother mum mom", "father dad", "doctor physician", "car automobile", "sick ill", "big large", "small little", "fixed repaired",
            "movie film", "holiday vacation", "flat apartment", "kids children", "job occupation", "hates hate dislikes dislike detests",
            "wants want", "allergic allergy", "owns own possesses",
        ]
        for row in rows {
            let words = row.split(separator: " ")
            guard let first = words.first else { continue }
            for word in words { classes[hash(word.utf8)] = hash(first.utf8) }
        }
        return classes
    }()

    /// "walks", "walked" and "walking" are one. A word with a digit stays.
    static func stem(_ word: inout [UInt8]) {
        guard word.count > 3, !word.contains(where: { $0 < 0x3A }) else { return }
        func ends(_ a: UInt8, _ b: UInt8) -> Bool { word[word.count - 2] == a && word[word.count - 1] == b }
        let (s, e, d) = (UInt8(ascii: "s"), UInt8(ascii: "e"), UInt8(ascii: "d"))
        if word.last == s, word.count > 3, word[word.count - 2] != s, !ends(UInt8(ascii: "u"), s), !ends(UInt8(ascii: "i"), s) {
            if word.count > 5, word[word.count - 2] == e, word[word.count - 3] == UInt8(ascii: "i") {
                word.removeLast(3)
                word.append(UInt8(ascii: "y"))
            } else {
                word.removeLast()
            }
        }
        if word.count > 5, word.last == UInt8(ascii: "g"), word[word.count - 2] == UInt8(ascii: "n"),
            word[word.count - 3] == UInt8(ascii: "i")
        {
            word.removeLast(3)
        } else if word.count > 4, ends(e, d) {
            word.removeLast(2)
        }
        if word.count > 3, let last = word.last, last == e || word[word.count - 2] == last && last != s { word.removeLast() }
    }
}
