/// One written word: what stands between two spaces, with the punctuation around it taken off.
struct SpokenWord {
    /// ASCII and the signs of `SpokenCleaner`, never empty; a dash where it stands between numbers.
    var core: ArraySlice<UInt8>
    /// One of `, . ! ? ; :` to be kept after it, or nothing.
    var pause: UInt8?
    /// Whether a single dot followed it, which may belong to a short form.
    var endsInDot = false

    var text: String { String(decoding: core, as: UTF8.self) }

    static func split(_ text: [UInt8]) -> [SpokenWord] {
        let written = text.split(separator: 32)
        var words: [SpokenWord] = []
        words.reserveCapacity(written.count)
        for (index, one) in written.enumerated() {
            var word = SpokenWord(one)
            let isDash = one.elementsEqual("-".utf8)
            if isDash, words.last?.core.contains(where: isDigit) == true, words.last?.pause == nil, index + 1 < written.count,
                startsWithDigit(written[index + 1])
            {
                word.core = one
                word.pause = nil
            }
            guard word.core.isEmpty else {
                words.append(word)
                continue
            }
            // Punctuation that stands alone belongs to the word before it.
            guard let last = words.indices.last, words[last].pause == nil else { continue }
            words[last].pause = word.pause
            words[last].endsInDot = word.pause == UInt8(ascii: ".")
        }
        return words
    }

    private init(_ written: ArraySlice<UInt8>) {
        var core = written
        while let first = core.first, !Self.canBegin(first, core) { core.removeFirst() }
        var pause: UInt8?
        var dots = 0
        while let last = core.last, !Self.canEnd(last) {
            if last == UInt8(ascii: "'"), core.dropLast().last == UInt8(ascii: "s"), core.first.map(Self.isLetter) == true { break }
            if last == UInt8(ascii: ".") { dots += 1 }
            // Of "?!" the question decides; of "..." a pause remains.
            if Self.pauses.contains(last), pause == nil || last == UInt8(ascii: "?") { pause = last }
            core.removeLast()
        }
        if core.isEmpty {
            // Punctuation alone: keep what makes a pause, such as a dash between spaces.
            let isDash = written.allSatisfy { $0 == UInt8(ascii: "-") }
            pause = isDash ? UInt8(ascii: ",") : written.first { Self.pauses.contains($0) }
        }
        if dots >= 2, pause == UInt8(ascii: ".") { pause = UInt8(ascii: ",") }
        self.core = core
        self.pause = pause
        endsInDot = dots == 1
    }

    private static let pauses: Set<UInt8> = Set(",.!?;:".utf8)

    private static func canBegin(_ byte: UInt8, _ core: ArraySlice<UInt8>) -> Bool {
        if isWord(byte) || byte < 5 { return true }
        let next = core.dropFirst().first ?? 0
        switch byte {
        case UInt8(ascii: "."): return isDigit(next)
        case UInt8(ascii: "-"): return isDigit(next) || next == UInt8(ascii: ".") || next == UInt8(ascii: "$") || (1...3).contains(next)
        case UInt8(ascii: "'"): return isLetter(next)
        case UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "="), UInt8(ascii: "&"),
            UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "^"):
            return true
        default: return false
        }
    }

    private static func canEnd(_ byte: UInt8) -> Bool {
        isWord(byte) || byte < 5 || "%$+=&@#*/<>^".utf8.contains(byte)
    }

    static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
    static func isUpper(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
    static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
    static func startsWithDigit(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.first.map(isDigit) ?? false }

    static func isDigits(_ bytes: ArraySlice<UInt8>) -> Bool { !bytes.isEmpty && bytes.allSatisfy(isDigit) }

    /// The value of one to nine digits.
    static func value(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard (1...9).contains(bytes.count), isDigits(bytes) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
}
