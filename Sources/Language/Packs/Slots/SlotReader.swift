internal import Dialogue
internal import Wire

/// Reads what was said into slots, as of one moment.
struct SlotReader {
    let utterance: Utterance
    let now: CivilTime
    private let readings = Readings()

    init(utterance: Utterance, now: CivilTime) {
        self.utterance = utterance
        self.now = now
    }

    /// What spans were read as: many phrases ask the same of one sentence.
    private final class Readings {
        struct Key: Hashable {
            var type: SlotType
            var range: Range<Int>
            var isAlone: Bool
        }

        var known: [Key: SlotValue?] = [:]
    }

    /// The value that all words say; `nil` where they say nothing of the kind.
    func read(_ slot: PackSlot) -> SlotValue? { read(slot, 0..<utterance.words.count) }

    /// The value that all words of `range` say; `nil` where they say nothing of the kind.
    ///
    /// - Parameter isAlone: the words are all of an answer, or follow a word that introduces them, so that a mere number may be a time.
    func read(_ slot: PackSlot, _ range: Range<Int>, isAlone: Bool = true) -> SlotValue? {
        guard slot.type.lengths.contains(range.count) else { return nil }
        // A choice is of its slot, open slots cost nothing.
        let isKept = slot.type != .choice && !slot.type.isOpen
        let key = Readings.Key(type: slot.type, range: range, isAlone: isAlone)
        if isKept, let known = readings.known[key] { return known }
        var value = value(slot, range, isAlone)
        value?.parts["said"] = .string(utterance.originals[range].joined(separator: " "))
        if isKept { readings.known.updateValue(value, forKey: key) }
        return value
    }

    private func value(_ slot: PackSlot, _ range: Range<Int>, _ isAlone: Bool) -> SlotValue? {
        let words = utterance.words[range]
        switch slot.type {
        case .number: return NumberParser.whole(words).map { Self.number($0) }
        case .integer:
            guard let value = NumberParser.whole(words)?.whole else { return nil }
            return SlotValue(.integer(value), spoken: Quantity.exact(Rational(value)).operandText)
        case .ordinal: return ordinal(words)
        case .percent: return percent(words)
        case .amount: return amount(words)
        case .unit:
            return UnitWords.unit(words).map { SlotValue(.string($0), spoken: words.joined(separator: " ")) }
                ?? UnitWords.currency(words).map { SlotValue(.string($0.code), spoken: words.joined(separator: " ")) }
        case .money: return money(words)
        case .date: return date(words)
        case .time: return time(words, isAlone)
        case .datetime: return moment(words, isAlone)
        case .duration: return duration(words)
        case .text: return text(range)
        case .name: return name(range)
        case .list: return list(range)
        case .choice: return choice(slot, words)
        case .yesNo: return Assent(Array(words)).map { SlotValue(.bool($0 == .yes), spoken: $0 == .yes ? "yes" : "no") }
        }
    }

    // MARK: Numbers

    static func number(_ value: Rational) -> SlotValue {
        SlotValue(value.whole.map { .integer($0) } ?? .number(value.double), spoken: Quantity.exact(value).operandText)
    }

    private func ordinal(_ words: ArraySlice<String>) -> SlotValue? {
        var words = words.first == "the" ? words.dropFirst() : words
        if words.last == "one" { words.removeLast() }
        if words == ["last"] { return SlotValue(.integer(-1), spoken: "last") }
        guard let reading = NumberParser.readOrdinal(words), reading.count == words.count, let value = reading.value.whole else {
            guard words.count == 2, words.first == "number", let value = NumberParser.whole(words.dropFirst())?.whole else { return nil }
            return SlotValue(.integer(value), spoken: SlotWording.ordinal(value))
        }
        return SlotValue(.integer(value), spoken: SlotWording.ordinal(value))
    }

    private func percent(_ words: ArraySlice<String>) -> SlotValue? {
        var words = words
        guard let last = words.popLast() else { return nil }
        if last == "cent", words.last == "per" { words.removeLast() } else if last != "percent" { return nil }
        guard let value = NumberParser.whole(words) else { return nil }
        var read = Self.number(value)
        read.spoken += " percent"
        return read
    }

    /// A number before its unit; the numbers of "an inch" and "a mile" are one.
    private func counted<Unit>(_ words: ArraySlice<String>, _ unit: (ArraySlice<String>) -> Unit?) -> (Rational, Unit, ArraySlice<String>)?
    {
        for count in 1...4 where count < words.count {
            let said = words.suffix(count)
            guard let found = unit(said) else { continue }
            let before = words.dropLast(count)
            let value = before == ["a"] || before == ["an"] ? Rational(1) : NumberParser.whole(before)
            if let value { return (value, found, said) }
        }
        return nil
    }

    private func amount(_ words: ArraySlice<String>) -> SlotValue? {
        guard let (value, unit, said) = counted(words, UnitWords.unit) else { return nil }
        let number = Self.number(value)
        return SlotValue(
            ["value": number.json, "unit": .string(unit)], spoken: "\(number.spoken) \(said.joined(separator: " "))",
            parts: ["value": number.json, "unit": .string(unit)])
    }

    private func money(_ words: ArraySlice<String>) -> SlotValue? {
        // "five dollars and twenty cents", "five dollars twenty"
        if let at = words.firstIndex(where: { UnitWords.currency([$0])?.scale == 1 }), at + 1 < words.endIndex,
            let (whole, unit, _) = counted(words[...at], UnitWords.currency)
        {
            var rest = words[(at + 1)...]
            if rest.first == "and" { rest.removeFirst() }
            if UnitWords.currency(rest.suffix(1))?.scale == 100 { rest.removeLast() }
            if let cents = NumberParser.whole(rest)?.whole, (1...99).contains(cents), let part = Rational(Int128(cents), over: 100),
                let sum = whole.adding(part)
            {
                return money(sum, unit.code)
            }
        }
        guard let (value, unit, _) = counted(words, UnitWords.currency), let scaled = Rational(1, over: Int128(unit.scale)),
            let sum = value.multiplied(by: scaled)
        else { return nil }
        return money(sum, unit.code)
    }

    private func money(_ value: Rational, _ code: String) -> SlotValue {
        let number = Self.number(value)
        return SlotValue(
            ["value": number.json, "currency": .string(code)],
            spoken: "\(number.spoken) \(UnitWords.said(code, isOne: value.whole == 1))",
            parts: ["value": number.json, "currency": .string(code)])
    }

    // MARK: Days and times

    private func date(_ words: ArraySlice<String>) -> SlotValue? {
        guard let today = CalendarDate(now), let date = DayParser.read(words, today: today)?.date else { return nil }
        return Self.date(date, today: today)
    }

    static func date(_ date: CalendarDate, today: CalendarDate) -> SlotValue {
        let spoken = SlotWording.said(date, today: today)
        return SlotValue(
            .string(CivilTime.isoDate(year: date.year, month: date.month, day: date.day)), spoken: spoken,
            parts: [
                "day": .string(spoken.hasPrefix("on ") ? String(spoken.dropFirst(3)) : spoken), "full": .string(date.text),
                "weekday": .string(date.weekdayName),
            ])
    }

    private func time(_ words: ArraySlice<String>, _ isAlone: Bool) -> SlotValue? {
        guard let moments = MomentParser(now: now), let moment = moments.read(words), moment.hasTime, isAlone || !moment.isBare else {
            return nil
        }
        return SlotValue(
            .string(CivilTime.clock(hour: moment.hour, minute: moment.minute)),
            spoken: CivilTime.spokenTime(hour: moment.hour, minute: moment.minute))
    }

    private func moment(_ words: ArraySlice<String>, _ isAlone: Bool) -> SlotValue? {
        guard let moments = MomentParser(now: now), let moment = moments.read(words), isAlone || !moment.isBare else { return nil }
        return Self.moment(moment, today: moments.today)
    }

    static func moment(_ moment: MomentParser.Reading, today: CalendarDate) -> SlotValue {
        let day = Self.date(moment.date, today: today)
        let time = CivilTime.clock(hour: moment.hour, minute: moment.minute)
        let said = CivilTime.spokenTime(hour: moment.hour, minute: moment.minute)
        var written = day.json.string ?? ""
        written += "T" + time
        return SlotValue(
            .string(written), spoken: "\(day.spoken) at \(said)",
            parts: [
                "date": day.json, "time": .string(time), "day": .string(day.spoken), "clock": .string(said),
                "has_day": .bool(moment.hasDay), "has_time": .bool(moment.hasTime),
            ])
    }

    private func duration(_ words: ArraySlice<String>) -> SlotValue? {
        let words = words.first == "for" ? words.dropFirst() : words
        guard let duration = DurationParser.whole(words) else { return nil }
        let seconds = Int(duration.components.seconds)
        return SlotValue(
            .integer(seconds), spoken: DurationParser.text(duration),
            parts: ["seconds": .integer(seconds), "minutes": .number(Double(seconds) / 60)])
    }

    // MARK: Words

    private func text(_ range: Range<Int>) -> SlotValue {
        SlotValue(
            .string(utterance.originals[range].joined(separator: " ")),
            spoken: SlotWording.turnedAround(utterance.words[range], utterance.originals[range]))
    }

    private func name(_ range: Range<Int>) -> SlotValue? {
        guard PersonalName.isPlausible(utterance.words[range]) else { return nil }
        let written = PersonalName.written(utterance.originals[range])
        return SlotValue(.string(written), spoken: written)
    }

    private func list(_ range: Range<Int>) -> SlotValue? {
        var items: [String] = []
        var item: [String] = []
        func close() {
            if !item.isEmpty { items.append(item.joined(separator: " ")) }
            item = []
        }
        for index in range {
            if ["and", "plus", "also"].contains(utterance.words[index]) {
                close()
            } else {
                item.append(utterance.originals[index])
                if utterance.commas.contains(index) { close() }
            }
        }
        close()
        guard !items.isEmpty else { return nil }
        return SlotValue(
            .array(items.map { .string($0) }), spoken: SlotWording.joined(items), parts: ["count": .integer(items.count)])
    }

    private func choice(_ slot: PackSlot, _ words: ArraySlice<String>) -> SlotValue? {
        let bare = ["the", "my", "a", "an"].contains(words.first) ? words.dropFirst() : words
        let found = slot.choices.first { $0.ways.contains { $0[...] == words || $0[...] == bare } }
        return found.map { SlotValue(.string($0.value), spoken: bare.joined(separator: " ")) }
    }
}
