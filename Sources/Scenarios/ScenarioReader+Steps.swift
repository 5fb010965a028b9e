internal import Configuration

/// Steps and what they expect.
extension ScenarioReader {
    private static let actions = ["say", "play", "overlap", "pause", "noise", "mute", "type", "commit", "expect", "absent"]

    /// A step is one action and what belongs to it.
    mutating func step(_ node: YAMLNode, voice: String) -> Scenario.Step? {
        if case .scalar("commit", _) = node.content { return Scenario.Step(place: node.place, action: .commit) }
        guard let entries = mapping(node, "a step") else { return nil }
        let named = entries.filter { Self.actions.contains($0.key) }
        guard let first = named.first, named.count == 1 else {
            if let extra = named.dropFirst().first {
                note("a step does one thing: begin a new one with a \"-\" before \(extra.key).", extra.place)
            } else if let entry = entries.first {
                unknown(entry, among: Self.actions, "a step")
            }
            return nil
        }
        let others = entries.filter { $0 != first }
        let before = mistakes.count
        let action = action(first, others, voice: voice)
        let awaits = others.first { $0.key == "awaits" }.flatMap { text($0.value, "awaits") }
        guard let action, mistakes.count == before else { return nil }
        return Scenario.Step(place: node.place, action: action, awaits: awaits)
    }

    private mutating func action(_ entry: YAMLEntry, _ others: [YAMLEntry], voice: String) -> Scenario.Action? {
        let value = entry.value
        switch entry.key {
        case "say", "play":
            check(others, entry.key == "say" ? ["voice"] : [], entry.key)
            return clip([entry] + others, entry.place, voice: voice).map { .speak($0) }
        case "overlap":
            check(others, [], entry.key)
            guard let parts = mapping(value, "overlap") else { return nil }
            check(parts, ["say", "play", "voice", "after"], "overlap")
            guard let clip = clip(parts, value.place, voice: voice) else { return nil }
            return .overlap(clip, after: parts.first { $0.key == "after" }.flatMap { duration($0.value, "after") } ?? .zero)
        case "pause", "mute":
            check(others, [], entry.key)
            return duration(value, entry.key).map { entry.key == "pause" ? .pause($0) : .mute($0) }
        case "noise":
            check(others, ["for"], entry.key)
            guard let level = integer(value, "noise", -100...0), let length = length(others, entry) else { return nil }
            return .noise(decibels: Float(level), length)
        case "type":
            check(others, [], entry.key)
            return text(value, entry.key).map { .type($0) }
        case "commit":
            check(others, [], entry.key)
            return .commit
        case "expect":
            check(others, ["awaits"], entry.key)
            return .expect(mapping(value, "expect")?.compactMap { expectation($0) } ?? [])
        default:
            check(others, ["for", "awaits"], entry.key)
            guard let signs = signs(value), let length = length(others, entry) else { return nil }
            return .absent(signs, length)
        }
    }

    private mutating func check(_ entries: [YAMLEntry], _ known: [String], _ what: String) {
        for entry in entries where !known.contains(entry.key) { unknown(entry, among: known, what) }
    }

    private mutating func length(_ others: [YAMLEntry], _ entry: YAMLEntry) -> Duration? {
        if let length = others.first(where: { $0.key == "for" }) { return duration(length.value, "for") }
        note("\(entry.key) needs how long: add \"for: 600 ms\".", entry.place)
        return nil
    }

    private mutating func clip(_ parts: [YAMLEntry], _ place: TextPlace, voice: String) -> Scenario.Clip? {
        let voice = parts.first { $0.key == "voice" }.flatMap { text($0.value, "voice") } ?? voice
        if let say = parts.first(where: { $0.key == "say" }) { return text(say.value, "say").map { .say($0, voice: voice) } }
        if let play = parts.first(where: { $0.key == "play" }) { return text(play.value, "play").map { .play(path(of: $0)) } }
        note("there is nothing to hear: add say: or play:", place)
        return nil
    }

    private mutating func signs(_ node: YAMLNode) -> [Scenario.Sign]? {
        let names = Scenario.Sign.allCases.map(\.rawValue)
        if case .sequence(let nodes) = node.content {
            return nodes.compactMap { choice($0, "absent", names) }.compactMap { Scenario.Sign(rawValue: $0) }
        }
        return choice(node, "absent", names).flatMap { Scenario.Sign(rawValue: $0) }.map { [$0] }
    }

    private mutating func expectation(_ entry: YAMLEntry) -> Scenario.Expectation? {
        if entry.key == "interrupted" {
            guard case .mapping(let parts) = entry.value.content else {
                return flag(entry.value, entry.key).map { .interrupted($0, within: nil) }
            }
            check(parts, ["within_ms"], entry.key)
            return .interrupted(true, within: within(parts))
        }
        guard let sign = Scenario.Sign(rawValue: entry.key) else {
            unknown(entry, among: Scenario.Sign.allCases.map(\.rawValue) + ["interrupted"], "expect")
            return nil
        }
        // A name alone: it happens at all.
        if case .scalar("", isPlain: true) = entry.value.content { return .sign(sign, text: nil, within: nil) }
        guard let parts = mapping(entry.value, entry.key) else { return nil }
        let hasText = [.transcript, .reply, .done, .error].contains(sign)
        check(parts, hasText ? ["within_ms", "contains", "lacks", "empty"] : ["within_ms"], entry.key)
        return .sign(sign, text: hasText ? textCheck(parts) : nil, within: within(parts))
    }

    private mutating func within(_ parts: [YAMLEntry]) -> Int? {
        parts.first { $0.key == "within_ms" }.flatMap { integer($0.value, "within_ms", 0...600_000) }
    }

    private mutating func textCheck(_ parts: [YAMLEntry]) -> Scenario.TextCheck? {
        for part in parts {
            switch part.key {
            case "contains": return text(part.value, part.key).map { .contains($0) }
            case "lacks": return text(part.value, part.key).map { .lacks($0) }
            case "empty": return flag(part.value, part.key) == true ? .empty : nil
            default: continue
            }
        }
        return nil
    }
}

extension ScenarioReader {
    /// A clip's path, beside the scenario where it is not absolute.
    private func path(of name: String) -> String {
        guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return name }
        return file[...slash] + name
    }
}
