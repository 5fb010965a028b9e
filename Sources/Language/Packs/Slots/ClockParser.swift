/// Reads a time of day: "nine", "half past nine", "9:30 pm", "quarter to five in the afternoon", "noon".
enum ClockParser {
    struct Reading: Equatable {
        /// 0...23
        var hour: Int
        /// 0...59
        var minute: Int
        /// Morning or evening is not known: the hour is 1 to 12.
        var isOpen: Bool
        /// Nothing but a number was said, so that it may as well be one.
        var isBare: Bool
    }

    enum Half { case morning, evening, night }

    /// The time that all of `words` say, or `nil`.
    static func read(_ words: ArraySlice<String>) -> Reading? {
        var words = words
        var isMarked = false
        while let first = words.first, ["at", "by", "around", "about"].contains(first) {
            words.removeFirst()
            isMarked = true
        }
        let half = takeHalf(&words)
        if words.last == "o'clock" || words.last == "oclock" || words.last == "sharp" {
            words.removeLast()
            isMarked = true
        }
        guard !words.isEmpty, words.count <= 7, var reading = core(words) else { return nil }
        reading.isBare = reading.isBare && !isMarked && half == nil
        if let half { settle(&reading, half) }
        return reading
    }

    static func settle(_ reading: inout Reading, _ half: Half) {
        guard reading.isOpen else { return }
        let isEvening =
            switch half {
            case .morning: false
            case .evening: true
            case .night: (6...11).contains(reading.hour)
            }
        reading.hour = reading.hour % 12 + (isEvening ? 12 : 0)
        reading.isOpen = false
    }

    private static let halves: [([String], Half)] = [
        (["am"], .morning), (["a", "m"], .morning), (["pm"], .evening), (["p", "m"], .evening), (["in", "the", "morning"], .morning),
        (["in", "the", "afternoon"], .evening), (["in", "the", "evening"], .evening), (["at", "night"], .night),
    ]

    private static func takeHalf(_ words: inout ArraySlice<String>) -> Half? {
        for (phrase, half) in halves where words.count > phrase.count && words.suffix(phrase.count) == phrase[...] {
            words.removeLast(phrase.count)
            return half
        }
        return nil
    }

    private static func core(_ words: ArraySlice<String>) -> Reading? {
        if words == ["noon"] || words == ["midday"] { return Reading(hour: 12, minute: 0, isOpen: false, isBare: false) }
        if words == ["midnight"] { return Reading(hour: 0, minute: 0, isOpen: false, isBare: false) }
        return beside(words) ?? written(words) ?? spoken(words)
    }

    /// "half past nine", "ten minutes to five".
    private static func beside(_ words: ArraySlice<String>) -> Reading? {
        guard let at = words.firstIndex(where: { ["past", "after", "to", "before"].contains($0) }), at > words.startIndex else {
            return nil
        }
        var lead = words[..<at]
        if lead.first == "a" { lead.removeFirst() }
        if lead.last == "minutes" || lead.last == "minute" { lead.removeLast() }
        let minutes =
            lead == ["half"] ? 30 : lead == ["quarter"] ? 15 : NumberParser.whole(lead).flatMap(\.whole)
        guard let minutes, (1...59).contains(minutes), let base = core(words[(at + 1)...]), base.minute == 0 else { return nil }
        if words[at] == "past" || words[at] == "after" {
            return Reading(hour: base.hour, minute: minutes, isOpen: base.isOpen, isBare: false)
        }
        guard minutes != 30 else { return nil }
        let hour = base.isOpen ? (base.hour + 10) % 12 + 1 : (base.hour + 23) % 24
        return Reading(hour: hour, minute: 60 - minutes, isOpen: base.isOpen, isBare: false)
    }

    /// One word such as "9:30" or "21.15".
    private static func written(_ words: ArraySlice<String>) -> Reading? {
        guard words.count == 1, let word = words.first else { return nil }
        for mark: Character in [":", "."] {
            let parts = word.split(separator: mark, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1].count == 2, (1...2).contains(parts[0].count), let hour = Int(parts[0]),
                let minute = Int(parts[1])
            else { continue }
            return reading(hour, minute, isBare: mark == ".")
        }
        return nil
    }

    /// "nine", "nine thirty", "nine oh five".
    private static func spoken(_ words: ArraySlice<String>) -> Reading? {
        if let hour = small(words) { return reading(hour, 0, isBare: true) }
        for at in words.indices.dropFirst() {
            guard let hour = small(words[..<at]) else { continue }
            var rest = words[at...]
            if rest.first == "oh" || rest.first == "o" {
                rest.removeFirst()
                guard let minute = small(rest), minute < 10 else { return nil }
                return reading(hour, minute, isBare: false)
            }
            if rest == ["hundred"] || rest == ["hundred", "hours"] { return reading(hour, 0, isBare: false) }
            guard let minute = small(rest), minute >= 10 else { continue }
            return reading(hour, minute, isBare: false)
        }
        return nil
    }

    private static func small(_ words: ArraySlice<String>) -> Int? {
        // "a" and fractions are no hours.
        guard let first = words.first, first != "a", first != "an" else { return nil }
        return NumberParser.whole(words).flatMap(\.whole)
    }

    private static func reading(_ hour: Int, _ minute: Int, isBare: Bool) -> Reading? {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        return Reading(hour: hour, minute: minute, isOpen: (1...12).contains(hour), isBare: isBare)
    }
}
