internal import Dialogue
internal import Wire

/// A new value where the person says only what is different: "five" of five dollars, "Tuesday" of a day and a time.
struct SlotMerging {
    let reader: SlotReader

    /// What all the words say, completed by the old value; `nil` where they are no value of the slot.
    ///
    /// - Parameter isWhole: the words must be a value by themselves.
    func value(_ slot: PackSlot, over old: SlotValue?, isWhole: Bool) -> SlotValue? {
        let words = reader.utterance.words
        guard !words.isEmpty else { return nil }
        let range = 0..<words.count
        if slot.type == .datetime, let old { return moment(words, old) }
        if let value = reader.read(slot, range) { return value }
        guard !isWhole, let old, let number = NumberParser.whole(words[...]) else { return nil }
        let count = number.whole
        switch slot.type {
        case .amount, .money:
            guard let unit = (old.parts["unit"] ?? old.parts["currency"])?.string else { return nil }
            // Said again with its unit, so that it is worded as if it had been said in full.
            let name =
                slot.type == .money
                ? UnitWords.said(unit, isOne: count == 1) : old.spoken.split(separator: " ").dropFirst().joined(separator: " ")
            let said = Utterance("\(words.joined(separator: " ")) \(name)")
            return SlotReader(utterance: said, now: reader.now).read(slot)
        case .percent:
            let said = Utterance("\(words.joined(separator: " ")) percent")
            return SlotReader(utterance: said, now: reader.now).read(slot)
        case .duration:
            guard let seconds = old.json.integer else { return nil }
            let unit = seconds % 3_600 == 0 ? "hours" : seconds % 60 == 0 ? "minutes" : "seconds"
            let said = Utterance("\(words.joined(separator: " ")) \(unit)")
            return SlotReader(utterance: said, now: reader.now).read(slot)
        default: return nil
        }
    }

    private func moment(_ words: [String], _ old: SlotValue) -> SlotValue? {
        guard let moments = MomentParser(now: reader.now), var new = moments.read(words[...]) else { return nil }
        if !new.hasTime, let time = old.parts["time"]?.string {
            let parts = time.split(separator: ":").compactMap { Int($0) }
            guard parts.count == 2 else { return nil }
            (new.hour, new.minute, new.hasTime) = (parts[0], parts[1], true)
        } else if !new.hasDay, old.parts["has_day"]?.bool == true, let date = old.parts["date"]?.string {
            // Read with the day, which says whether morning or evening is meant.
            guard let both = moments.read(([date] + words)[...]) else { return nil }
            new = both
        }
        return SlotReader.moment(new, today: moments.today)
    }
}
