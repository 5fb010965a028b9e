/// The first step of speaking: markup and unsayable characters go, the rest becomes ASCII.
enum SpokenCleaner {
    /// Stand for signs that are not ASCII but have a meaning beside a number.
    static let euro: UInt8 = 1
    static let pound: UInt8 = 2
    static let yen: UInt8 = 3
    static let degree: UInt8 = 4

    static func clean(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                appendASCII(UInt8(truncatingIfNeeded: scalar.value), &out)
            } else if let replacement = replacements[scalar] {
                out.append(contentsOf: replacement)
            } else if scalar.properties.isWhitespace {
                out.append(scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{85}" ? 10 : 32)
            } else if !scalar.properties.isJoinControl, scalar.properties.generalCategory != .nonspacingMark,
                scalar.properties.generalCategory != .format
            {
                // An emoji or a letter of another script separates what stands on its sides.
                out.append(32)
            }
        }
        return withoutMarkup(out)
    }

    private static func appendASCII(_ byte: UInt8, _ out: inout [UInt8]) {
        switch byte {
        case 9, 11, 12, 13: out.append(byte == 13 ? 10 : 32)
        case 10, 32...126: out.append(byte)
        default: break
        }
    }

    // MARK: Markup

    private static func withoutMarkup(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        for line in text.split(separator: 10) {
            let body = inline(withoutLineMark(line))
            guard body.contains(where: { $0 > 32 }) else { continue }
            // A line that ends without punctuation is still a pause.
            if let last = out.last(where: { $0 != 32 }), !isPause(last) { out.append(UInt8(ascii: ",")) }
            if !out.isEmpty { out.append(32) }
            out.append(contentsOf: body)
        }
        return out
    }

    private static func isPause(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"), UInt8(ascii: ":"): true
        default: false
        }
    }

    /// Headings, quotes, bullets, fences and rules.
    private static func withoutLineMark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line.drop { $0 == 32 }
        if line.starts(with: "```".utf8) || line.starts(with: "~~~".utf8) { return [] }
        if line.count >= 3, let first = line.first, "-*_=".utf8.contains(first), line.allSatisfy({ $0 == first || $0 == 32 }) { return [] }
        if line.allSatisfy({ "|-: ".utf8.contains($0) }) { return [] }
        while line.first == UInt8(ascii: ">") { line = line.dropFirst().drop { $0 == 32 } }
        let hashes = line.prefix { $0 == UInt8(ascii: "#") }.count
        if (1...6).contains(hashes), line.dropFirst(hashes).first == 32 { line = line.dropFirst(hashes + 1) }
        if let first = line.first, "-*+".utf8.contains(first), line.dropFirst().first == 32, !SpokenWord.startsWithDigit(line.dropFirst(2))
        {
            line = line.dropFirst(2)
        }
        return line
    }

    /// Links, code marks, emphasis, tags and table bars.
    private static func inline(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(line.count)
        var at = line.startIndex
        while at < line.endIndex {
            let byte = line[at]
            let next = at + 1 < line.endIndex ? line[at + 1] : 0
            switch byte {
            case UInt8(ascii: "]") where next == UInt8(ascii: "("):
                // The target of a link is not said.
                let close = line[at...].prefix(400).firstIndex(of: UInt8(ascii: ")"))
                at = close ?? at
            case UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "]"): break
            case UInt8(ascii: "!") where next == UInt8(ascii: "["): break
            case UInt8(ascii: "*"):
                // "4 * 5" multiplies, "**bold**" does not.
                if next == 32 && out.last == 32 || (SpokenWord.isDigit(next) && out.last.map(SpokenWord.isDigit) == true) {
                    out.append(byte)
                }
            case UInt8(ascii: "~") where next == UInt8(ascii: "~") || out.last == UInt8(ascii: "~"):
                at += 1
            case UInt8(ascii: "_"):
                let isInside = out.last.map(SpokenWord.isWord) == true && SpokenWord.isWord(next)
                if isInside { out.append(32) }
            case UInt8(ascii: "|"): out.append(contentsOf: " , ".utf8)
            case UInt8(ascii: "<") where SpokenWord.isLetter(next) || next == UInt8(ascii: "/"):
                let close = line[at...].prefix(200).firstIndex(of: UInt8(ascii: ">"))
                at = close ?? at
                out.append(32)
            default: out.append(byte)
            }
            at += 1
        }
        return out
    }

    private static let replacements: [Unicode.Scalar: [UInt8]] = {
        var table: [Unicode.Scalar: [UInt8]] = [
            "€": [euro], "£": [pound], "¥": [yen], "°": [degree], "º": [degree], "℃": [degree, UInt8(ascii: "C")],
            "℉": [degree, UInt8(ascii: "F")],
        ]
        let texts: [(String, String)] = [
            ("‘’ʼ‛′", "'"), ("“”„‟″«»", "\""), ("‐‑−", "-"), ("–", "-"), ("—―", " - "), ("…", "..."), ("×✕✖", " times "),
            ("÷", " divided by "), ("±", " plus or minus "),
            ("≈≃", " about "), ("≠", " is not "), ("≤", " at most "), ("≥", " at least "), ("√", " the square root of "),
            ("∞", " infinity "), ("→⇒", " to "), ("½", " 1/2"),
            ("¼", " 1/4"), ("¾", " 3/4"), ("⅓", " 1/3"), ("⅔", " 2/3"), ("⅛", " 1/8"), ("²", " squared "), ("³", " cubed "),
            ("•·∙‣◦", " , "), ("π", " pi "), ("µμ", "u"),
            ("àáâãåāă", "a"), ("ÀÁÂÃÅĀ", "A"), ("ä", "a"), ("Ä", "A"), ("æ", "ae"), ("Æ", "Ae"), ("çćč", "c"), ("ÇĆČ", "C"), ("ďđ", "d"),
            ("èéêëēėęě", "e"), ("ÈÉÊËĒ", "E"),
            ("ìíîïīı", "i"), ("ÌÍÎÏİ", "I"), ("ł", "l"), ("Ł", "L"), ("ñńň", "n"), ("ÑŃ", "N"), ("òóôõöøōő", "o"), ("ÒÓÔÕÖØ", "O"),
            ("œ", "oe"), ("Œ", "Oe"), ("ř", "r"),
            ("śšş", "s"), ("ŚŠŞ", "S"), ("ß", "ss"), ("ťţ", "t"), ("ùúûüūůű", "u"), ("ÙÚÛÜ", "U"), ("ýÿ", "y"), ("Ý", "Y"), ("źżž", "z"),
            ("ŹŻŽ", "Z"), ("ð", "th"), ("þ", "th"),
            ("ﬁ", "fi"), ("ﬂ", "fl"),
        ]
        for (characters, text) in texts { for scalar in characters.unicodeScalars { table[scalar] = Array(text.utf8) } }
        return table
    }()
}
