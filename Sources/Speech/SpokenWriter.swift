/// Says cleaned words one after the other; several together where they make one date, time, amount or measure.
struct SpokenWriter {
    let words: [SpokenWord]
    var at = 0
    private(set) var out = ""
    /// Whether the word just said was a short form, whose dot need not end a sentence.
    private var swallowsDot = false

    init(words: [SpokenWord]) { self.words = words }

    mutating func write() -> String {
        while at < words.count {
            swallowsDot = false
            let said = next()
            append(said, pause: pause())
            at += 1
        }
        return out
    }

    /// The core `ahead` words on, where no pause parts it from here.
    func core(_ ahead: Int) -> ArraySlice<UInt8> {
        guard at + ahead < words.count else { return [] }
        for index in at..<(at + ahead) where words[index].pause != nil { return [] }
        return words[at + ahead].core
    }

    /// The pause after the word at `at`.
    private func pause() -> UInt8? {
        guard swallowsDot, words[at].pause == UInt8(ascii: "."), at + 1 < words.count else { return words[at].pause }
        let startsSentence = following(at).first.map(SpokenWord.isUpper) ?? true
        return startsSentence && !SpokenAbbreviation.isBound(words[at].text, before: following(at)) ? words[at].pause : nil
    }

    private mutating func append(_ said: String, pause: UInt8?) {
        if !said.isEmpty {
            if !out.isEmpty { out += " " }
            out += said
        }
        guard let pause, let last = out.utf8.last else { return }
        if SpokenWord.isWord(last) || last == UInt8(ascii: "'") { out.unicodeScalars.append(Unicode.Scalar(pause)) }
    }

    /// What the word at `at` says; moves `at` on to the last word it takes.
    private mutating func next() -> String {
        let core = words[at].core
        guard let first = core.first else { return "" }
        if core.allSatisfy(SpokenWord.isLetter) { return plainWord(core) }
        if let date = date() ?? phone() { return date }
        if SpokenWord.isDigit(first) || core.contains(where: SpokenWord.isDigit) {
            if let said = time() ?? amount() ?? number() { return said }
        }
        return signs(core)
    }

    // MARK: Words of letters only

    private mutating func plainWord(_ core: ArraySlice<UInt8>) -> String {
        if let date = monthDay() { return date }
        let text = words[at].text
        if let said = SpokenAbbreviation.expand(
            text, dotted: words[at].endsInDot, before: following(at), previous: at > 0 ? words[at - 1].core : [])
        {
            swallowsDot = true
            return said
        }
        return SpokenAbbreviation.spelled(core) ?? text
    }

    /// The next word also across a dot: "St. Paul".
    private func following(_ index: Int) -> ArraySlice<UInt8> { index + 1 < words.count ? words[index + 1].core : [] }

    // MARK: Everything else

    /// A word with signs in it: addresses, links, symbols, mixtures of letters and digits.
    mutating func signs(_ core: ArraySlice<UInt8>) -> String {
        let text = String(decoding: core, as: UTF8.self)
        if core.elementsEqual("-".utf8) {
            let isTime = words[at - 1].core.contains(UInt8(ascii: ":")) || following(at).contains(UInt8(ascii: ":"))
            return isTime ? "to" : "minus"
        }
        if let address = SpokenAddress.say(core) { return address }
        if let said = SpokenAbbreviation.dotted(text) {
            swallowsDot = true
            return said
        }
        if core.allSatisfy({ SpokenWord.isLetter($0) || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "-") }) {
            // "dogs'" keeps its apostrophe.
            return SpokenAbbreviation.spelled(core) ?? text
        }
        return Self.pieces(core)
    }

    /// Runs of letters, digits and signs, each said by itself.
    static func pieces(_ core: ArraySlice<UInt8>) -> String {
        var said: [String] = []
        var rest = core
        while let first = rest.first {
            if SpokenWord.isDigit(first) {
                let run = rest.prefix { SpokenWord.isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
                let number = run.prefix(while: SpokenWord.isDigit)
                if let whole = SpokenNumber.decimal(run) {
                    said.append(whole)
                    rest = rest.dropFirst(run.count)
                } else {
                    said.append(SpokenNumber.cardinal(number))
                    rest = rest.dropFirst(number.count)
                    // "1.2.3" and "192.168.0.1"
                    if rest.first == UInt8(ascii: "."), SpokenWord.startsWithDigit(rest.dropFirst()) { said.append("point") }
                }
            } else if SpokenWord.isLetter(first) {
                let run = rest.prefix { SpokenWord.isLetter($0) || $0 == UInt8(ascii: "'") }
                said.append(letters(trimmed(String(decoding: run, as: UTF8.self)), isMixed: run.count < core.count))
                rest = rest.dropFirst(run.count)
            } else {
                if let word = symbol(first, isAlone: core.count == 1 || said.isEmpty || rest.count == 1) { said.append(word) }
                rest = rest.dropFirst()
            }
        }
        return said.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// A run of letters inside a mixture; "A4" is spelled, "COVID-19" is not.
    private static func letters(_ run: String, isMixed: Bool) -> String {
        if isMixed, run.utf8.count == 1 { return run.uppercased() }
        if let said = SpokenAbbreviation.expand(run, dotted: true, before: [], previous: []) { return said }
        return SpokenAbbreviation.spelled(Array(run.utf8)[...], isMixed: isMixed) ?? run
    }

    /// Without apostrophes and hyphens at its ends.
    static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while let first = text.utf8.first, !SpokenWord.isWord(first) { text.removeFirst() }
        while let last = text.utf8.last, !SpokenWord.isWord(last) { text.removeLast() }
        return String(text)
    }

    private static func symbol(_ byte: UInt8, isAlone: Bool) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "and"
        case UInt8(ascii: "+"): "plus"
        case UInt8(ascii: "="): "equals"
        case UInt8(ascii: "@"): "at"
        case UInt8(ascii: "%"): "percent"
        case UInt8(ascii: "*"): "times"
        case UInt8(ascii: "^"): "to the power of"
        case UInt8(ascii: "<"): "less than"
        case UInt8(ascii: ">"): "greater than"
        case UInt8(ascii: "#"): isAlone ? "number" : "hash"
        case UInt8(ascii: "~"): isAlone ? "about" : nil
        case UInt8(ascii: "$"): "dollars"
        case SpokenCleaner.euro: "euros"
        case SpokenCleaner.pound: "pounds"
        case SpokenCleaner.yen: "yen"
        case SpokenCleaner.degree: "degrees"
        default: nil
        }
    }
}
