/// Short forms: those with a full word, and those that are spelled.
enum SpokenAbbreviation {
    /// The full form of a word of letters, or `nil`.
    static func expand(_ text: String, dotted: Bool, before next: ArraySlice<UInt8>, previous: ArraySlice<UInt8>) -> String? {
        let nextIsName = next.first.map(SpokenWord.isUpper) ?? false
        switch text {
        case "St":
            guard dotted || nextIsName else { return nil }
            let followsName = previous.first.map(SpokenWord.isUpper) ?? false
            return nextIsName && !followsName ? "Saint" : "Street"
        case "No", "no", "Nr", "nr", "Nos", "nos":
            return dotted && SpokenWord.startsWithDigit(next) ? "number" : nil
        case "Dr", "Mr", "Mrs", "Ms", "Prof": return titles[text]
        case "pm": return "P M"
        default: break
        }
        if let always = always[text] { return always }
        return dotted ? whenDotted[text] : nil
    }

    /// Whether something always follows the short form, so that its dot never ends a sentence.
    static func isBound(_ text: String, before next: ArraySlice<UInt8>) -> Bool {
        bound.contains(text.lowercased()) || (text == "St" && next.first.map(SpokenWord.isUpper) == true)
    }

    private static let bound: Set<String> = [
        "dr", "mr", "mrs", "ms", "prof", "e.g", "i.e", "eg", "vs", "no", "nr", "fig", "vol", "gen", "col", "capt", "lt", "rev", "mt",
    ]

    /// Short forms with dots inside, such as "e.g" (its last dot is taken off already).
    static func dotted(_ text: String) -> String? {
        let lower = text.lowercased()
        switch lower {
        case "e.g": return "for example"
        case "i.e": return "that is"
        case "a.m": return "A M"
        case "p.m": return "P M"
        case "a.k.a": return "also known as"
        case "ph.d": return "P H D"
        case "w/o": return "without"
        case "w/": return "with"
        case "and/or": return "and or"
        default: break
        }
        let letters = text.split(separator: ".", omittingEmptySubsequences: false)
        guard letters.count > 1, letters.allSatisfy({ $0.utf8.count == 1 && $0.utf8.allSatisfy(SpokenWord.isLetter) }) else { return nil }
        return letters.map { $0.uppercased() }.joined(separator: " ")
    }

    /// Letters one by one, where the word is not said as a word.
    ///
    /// - Parameter isMixed: it stands beside digits, as in "mp3".
    static func spelled(_ core: ArraySlice<UInt8>, isMixed: Bool = false) -> String? {
        var letters = core
        var ending = ""
        // "CPUs", "the USB's"
        if letters.count > 2, letters.last == UInt8(ascii: "s"),
            letters.dropLast().last.map({ SpokenWord.isUpper($0) || $0 == UInt8(ascii: "'") }) == true
        {
            letters = letters.dropLast()
            if letters.last == UInt8(ascii: "'") { letters = letters.dropLast() }
            ending = "'s"
        }
        guard (2...6).contains(letters.count), letters.allSatisfy(SpokenWord.isLetter) else { return nil }
        let isUpper = letters.allSatisfy(SpokenWord.isUpper)
        let hasVowel = letters.contains { "AEIOUYaeiouy".utf8.contains($0) }
        let isKnown = isUpper && acronyms.contains(String(decoding: letters, as: UTF8.self))
        guard
            isKnown || (isUpper && !hasVowel)
                || (isMixed && !hasVowel && letters.count <= 3 && !unspelled.contains(String(decoding: core, as: UTF8.self)))
        else {
            return nil
        }
        return letters.map { String(Unicode.Scalar($0)).uppercased() }.joined(separator: " ") + ending
    }

    private static let titles = ["Dr": "Doctor", "Mr": "Mister", "Mrs": "Missus", "Ms": "Miss", "Prof": "Professor"]
    private static let always = ["etc": "et cetera", "vs": "versus", "approx": "approximately", "eg": "for example", "WiFi": "Wi-Fi"]
    private static let whenDotted = [
        "Jr": "Junior", "Sr": "Senior", "Inc": "Incorporated", "Ltd": "Limited", "Corp": "Corporation", "Co": "Company", "Ave": "Avenue",
        "Blvd": "Boulevard",
        "Rd": "Road", "dept": "department", "Dept": "Department", "est": "estimated", "incl": "including", "max": "maximum",
        "min": "minimum", "Jan": "January",
        "Feb": "February", "Aug": "August", "Sept": "September", "Oct": "October", "Nov": "November", "Dec": "December", "Tues": "Tuesday",
        "Thurs": "Thursday",
        "Gen": "General", "Col": "Colonel", "Capt": "Captain", "Lt": "Lieutenant", "Sgt": "Sergeant", "Rev": "Reverend", "Gov": "Governor",
        "Sen": "Senator",
        "fig": "figure", "Fig": "Figure", "vol": "volume", "Vol": "Volume", "tel": "telephone", "Tel": "Telephone", "Mt": "Mount",
        "cf": "compare",
    ]
    private static let unspelled: Set<String> = ["st", "nd", "rd", "th", "s", "x", "hmm"]
    /// Said letter by letter although they have a vowel.
    private static let acronyms: Set<String> = [
        "USB", "USA", "US", "UK", "EU", "UN", "AI", "API", "CPU", "GPU", "URL", "UI", "ID", "IP", "OS", "IBM", "FBI", "CIA", "CEO", "CTO",
        "CFO", "FAQ", "IOT",
        "RGB", "UTC", "GMT", "EST", "PDF", "SQL", "HTML", "HTTP", "HTTPS", "TV", "PC", "DIY", "ATM", "BBC", "NBC", "ABC", "DNA", "RNA",
        "UFO", "VIP", "MP",
        "XML", "CSS", "SSD", "HDD", "RPM", "AC", "DC", "EV", "GPS", "LED", "LCD", "NYC", "MIT", "IQ", "HR", "PR", "ISP", "SDK", "IDE",
        "CLI",
        "GUI", "ISO", "IEEE", "RSA", "AES", "ETA", "FYI", "DOI", "ISBN", "MRI", "NHS", "ICU", "PM", "TTS", "ASR", "LLM", "VAD",
    ]
}
