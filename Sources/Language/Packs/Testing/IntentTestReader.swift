internal import Configuration
internal import Dialogue
internal import Wire

/// Reads `IntentTestFile`.
struct IntentTestReader {
    private let file: String
    private(set) var mistakes: [Mistake] = []

    static let turnKeys = [
        "say", "intent", "action", "slots", "tool", "arguments", "says", "confirms", "before", "result", "speech", "failure", "after",
        "abandoned",
    ]
    static let actions = ["say", "ask", "call", "nothing"]
    /// Saturday afternoon; so that results do not depend on the day.
    static let standardNow = "2026-11-21T14:05"

    init(file: String) { self.file = file }

    mutating func read(_ bytes: [UInt8]) -> IntentTestFile {
        let yaml = YAMLFile(bytes)
        for fault in yaml.faults { note(fault.message, fault.place) }
        var tests = IntentTestFile(file: file, now: Self.time(Self.standardNow) ?? Self.epoch)
        guard let root = yaml.root else {
            if yaml.faults.isEmpty { note("the file is empty: it has a list, tests:.", TextPlace(line: 1, column: 1)) }
            return tests
        }
        guard let entries = mapping(root, "a test file") else { return tests }
        check(entries, ["now", "person", "tests"], "a test file")
        if let node = entries.value("now"), let said = text(node, "now") {
            if let now = Self.time(said) {
                tests.now = now
            } else {
                note("now must be a local time such as \(Self.standardNow).", node.place)
            }
        }
        tests.person = entries.value("person").flatMap { text($0, "person") }
        guard let list = entries.value("tests"), case .sequence(let nodes) = list.content, !nodes.isEmpty else {
            note("a test file needs a list of tests: add tests:, and under it \"- say: ...\" entries.", root.place)
            return tests
        }
        tests.tests = nodes.compactMap { conversation($0) }
        return tests
    }

    private mutating func conversation(_ node: YAMLNode) -> IntentTestFile.Conversation? {
        guard let entries = mapping(node, "a test") else { return nil }
        guard let turns = entries.value("turns") else {
            return turn(entries, node.place).map { IntentTestFile.Conversation(name: $0.say, turns: [$0]) }
        }
        check(entries, ["name", "turns"], "a test with turns")
        guard case .sequence(let nodes) = turns.content, !nodes.isEmpty else {
            note("turns must be a list of \"- say: ...\" entries.", turns.place)
            return nil
        }
        let read = nodes.compactMap { node in mapping(node, "a turn").flatMap { turn($0, node.place) } }
        let name = entries.value("name").flatMap { text($0, "name") } ?? read.first?.say ?? ""
        return IntentTestFile.Conversation(name: name, turns: read)
    }

    private mutating func turn(_ entries: [YAMLEntry], _ place: TextPlace) -> IntentTestFile.Turn? {
        check(entries, Self.turnKeys, "a turn")
        guard let say = entries.value("say") else {
            note("a turn needs say: what the person says.", place)
            return nil
        }
        guard let said = text(say, "say") else { return nil }
        var turn = IntentTestFile.Turn(place: place, say: said)
        for (key, path) in [
            ("intent", \IntentTestFile.Turn.intent), ("tool", \.tool), ("says", \.says), ("confirms", \.confirms), ("before", \.before),
            ("speech", \.speech), ("failure", \.failure),
        ] as [(String, WritableKeyPath<IntentTestFile.Turn, String?>)] {
            if let node = entries.value(key) { turn[keyPath: path] = text(node, key) }
        }
        if let node = entries.value("action"), let word = text(node, "action") {
            if Self.actions.contains(word) {
                turn.action = word
            } else {
                note("action must be \(anyOf(Self.actions)), not \(quoted(word)).", node.place)
            }
        }
        if let node = entries.value("after"), let words = text(node, "after") {
            if let after = DurationParser.whole(Utterance(words).words[...]) {
                turn.after = after
            } else {
                note("after must be a length of time such as \"6 minutes\".", node.place)
            }
        }
        turn.slots = entries.value("slots").map(\.json)
        turn.arguments = entries.value("arguments").map(\.json)
        turn.result = entries.value("result").map(\.json)
        turn.isAbandoned = entries.value("abandoned")?.content == .scalar("true", isPlain: true)
        return turn
    }

    // MARK: Values

    private mutating func note(_ message: String, _ place: TextPlace) { mistakes.append(Mistake(file, place, message)) }

    private mutating func mapping(_ node: YAMLNode, _ what: String) -> [YAMLEntry]? {
        if case .mapping(let entries) = node.content { return entries }
        note("\(what) must be \"key: value\" lines.", node.place)
        return nil
    }

    private mutating func check(_ entries: [YAMLEntry], _ known: [String], _ what: String) {
        for entry in entries where !known.contains(entry.key) {
            let near = Spelling.hint(for: entry.key, among: known)
            note(
                "\(what) has no key \(quoted(entry.key))." + (near.isEmpty ? " It may have \(anyOf(known))." : near),
                entry.place)
        }
    }

    private mutating func text(_ node: YAMLNode, _ key: String) -> String? {
        if case .scalar(let text, _) = node.content { return text }
        note("\(key) must be a text.", node.place)
        return nil
    }

    private static let epoch = CivilTime(year: 2026, month: 11, day: 21, weekday: 6, hour: 14, minute: 5, second: 0)

    /// "2026-11-21T14:05"
    private static func time(_ text: String) -> CivilTime? {
        let numbers = text.split { "-T:".contains($0) }.compactMap { Int($0) }
        guard numbers.count == 5, let date = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2]),
            (0...23).contains(numbers[3]), (0...59).contains(numbers[4])
        else { return nil }
        return CivilTime(
            year: date.year, month: date.month, day: date.day, weekday: date.weekday, hour: numbers[3], minute: numbers[4], second: 0)
    }
}
