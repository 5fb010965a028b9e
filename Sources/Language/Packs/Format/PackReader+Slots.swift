internal import Configuration

extension PackReader {
    static let slotKeys = ["type", "required", "default", "ask", "reask", "choices", "refers_to"]

    mutating func slots(_ node: YAMLNode) -> [PackSlot] {
        guard let entries = mapping(node, "slots") else { return [] }
        let names = entries.map(\.key)
        return entries.compactMap { slot($0, names) }
    }

    private mutating func slot(_ entry: YAMLEntry, _ names: [String]) -> PackSlot? {
        guard Self.isName(entry.key) else {
            note("a slot's name must be letters, digits, \"_\" and \"-\", not \(quoted(entry.key)).", entry.place)
            return nil
        }
        guard !TemplateScope.reserved.contains(entry.key) else {
            note("\(quoted(entry.key)) means something else in replies: give the slot another name.", entry.place)
            return nil
        }
        // "task: text" is short for a type alone.
        let isShort = if case .scalar = entry.value.content { true } else { false }
        guard let parts = isShort ? [] : mapping(entry.value, "a slot") else { return nil }
        check(parts, Self.slotKeys, "a slot")
        guard let typeNode = isShort ? entry.value : needed("type", parts, entry.place, "the slot \(entry.key)"),
            let word = choice(typeNode, "type", SlotType.allCases.map(\.rawValue)), let type = SlotType(rawValue: word)
        else { return nil }
        var slot = PackSlot(name: entry.key, type: type)
        slot.isRequired = parts.value("required").flatMap { flag($0, "required") } ?? false
        for (key, path) in [("default", \PackSlot.fallback), ("ask", \.ask), ("reask", \.reask)]
            as [(String, WritableKeyPath<PackSlot, ReplyTemplate?>)]
        {
            guard let node = parts.value(key), let template = template(node, key) else { continue }
            checkPaths(template.paths, names + ["person"], node.place, key)
            slot[keyPath: path] = template
        }
        if let node = parts.value("refers_to") { slot.refersTo = texts(node, "refers_to").map(\.text) }
        readChoices(parts, &slot, entry.place)
        if slot.isRequired, slot.ask == nil {
            note("the slot \(slot.name) is required: add ask:, the question where it is missing.", entry.place)
        }
        if slot.isRequired, slot.fallback != nil {
            note("the slot \(slot.name) is required and has a default: keep one of the two.", entry.place)
        }
        return slot
    }

    private mutating func readChoices(_ parts: [YAMLEntry], _ slot: inout PackSlot, _ place: TextPlace) {
        guard let node = parts.value("choices") else {
            if slot.type == .choice { note("the slot \(slot.name) is a choice: add choices:, each with the ways to say it.", place) }
            return
        }
        guard slot.type == .choice else { return note("choices: belongs to type choice, not \(slot.type.rawValue).", node.place) }
        var taken: [[String]: String] = [:]
        /// Ways that are the other values' too would never be known apart.
        func ways(_ texts: [(text: String, place: TextPlace)], of value: String) -> [[String]] {
            texts.compactMap { text, place in
                let words = Utterance(text).words
                if words.isEmpty {
                    note("there are no words in \(quoted(text)).", place)
                    return nil
                }
                if let other = taken[words], other != value {
                    note("\(quoted(text)) is said for \(other) already.", place)
                    return nil
                }
                taken[words] = value
                return words
            }
        }
        switch node.content {
        case .sequence:
            for (text, place) in texts(node, "choices") {
                slot.choices.append(SlotChoice(value: text, ways: ways([(text, place)], of: text)))
            }
        case .mapping(let entries):
            for entry in entries {
                // A value may stand alone, without synonyms.
                let more = entry.value.content == .scalar("", isPlain: true) ? [] : texts(entry.value, "choices")
                slot.choices.append(SlotChoice(value: entry.key, ways: ways([(entry.key, entry.place)] + more, of: entry.key)))
            }
        default: note("choices must be a list of values, or \"value: [ways to say it]\" lines.", node.place)
        }
        if slot.choices.isEmpty { note("choices is empty: add values.", node.place) }
    }

    /// What can only be said once the whole intent is known.
    mutating func checkSlots(_ intent: PackIntent, _ entries: [YAMLEntry]) {
        guard let node = entries.value("slots"), case .mapping(let declared) = node.content else { return }
        let used = Set(intent.phrases.flatMap { $0.slots.map(\.name) })
        for entry in declared {
            guard let slot = intent.slot(entry.key), !used.contains(slot.name) else { continue }
            guard slot.ask == nil, slot.fallback == nil, !slot.type.isFoundAnywhere else { continue }
            note("nothing ever fills the slot \(slot.name): use {\(slot.name)} in an example, or give it ask: or default:.", entry.place)
        }
    }
}

extension SlotType {
    /// Whether its values are recognised wherever they stand in a sentence.
    var isFoundAnywhere: Bool {
        switch self {
        case .text, .list, .name, .yesNo, .integer, .number, .ordinal: false
        default: true
        }
    }
}
