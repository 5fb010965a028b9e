internal import Configuration

extension PackReader {
    static let intentKeys = [
        "name", "title", "examples", "patterns", "slots", "replies", "failure", "tool", "arguments", "confirm", "question", "rewrite",
        "follow_up", "cancel_with", "offer", "personal", "volatile",
    ]

    mutating func intent(_ node: YAMLNode) -> PackIntent? {
        guard let entries = mapping(node, "an intent") else { return nil }
        check(entries, Self.intentKeys, "an intent")
        guard let name = needed("name", entries, node.place, "an intent").flatMap({ self.name($0, "name") }) else { return nil }
        var intent = PackIntent(name: name, title: "", place: node.place)
        intent.slots = entries.value("slots").map { slots($0) } ?? []
        intent.title = needed("title", entries, node.place, "the intent \(name)").flatMap { text($0, "title") } ?? name
        intent.examples = entries.value("examples").map { phrases($0, "examples", intent.slots) } ?? []
        intent.patterns = entries.value("patterns").map { phrases($0, "patterns", intent.slots) } ?? []
        if entries.value("examples") == nil, entries.value("patterns") == nil {
            note("the intent \(name) needs examples or patterns: nobody can ask for it.", node.place)
        }
        intent.isPersonal = entries.value("personal").flatMap { flag($0, "personal") } ?? false
        intent.isVolatile = entries.value("volatile").flatMap { flag($0, "volatile") } ?? false
        readAction(entries, &intent)
        readContext(entries, &intent)
        checkSlots(intent, entries)
        return intent
    }

    private mutating func phrases(_ node: YAMLNode, _ key: String, _ slots: [PackSlot]) -> [PackPhrase] {
        var found: [PackPhrase] = []
        for (text, place) in texts(node, key) {
            do {
                let phrase = try PackPhrase(text, isPattern: key == "patterns")
                var isGood = true
                for (name, type) in phrase.slots {
                    guard let slot = slots.first(where: { $0.name == name }) else {
                        let near = Spelling.hint(for: name, among: slots.map(\.name))
                        note(
                            "{\(name)} is not declared under slots:." + (near.isEmpty ? " Add it there, with its type." : near), place)
                        isGood = false
                        continue
                    }
                    if let type, type != slot.type {
                        note("{\(name):\(type.rawValue)} is declared as \(slot.type.rawValue) under slots: make them agree.", place)
                        isGood = false
                    }
                }
                if isGood { found.append(phrase) }
            } catch {
                note("\(key): \(error.message)", place)
            }
        }
        return found
    }

    // MARK: What it does

    private mutating func readAction(_ entries: [YAMLEntry], _ intent: inout PackIntent) {
        let slots = intent.slots.map(\.name)
        if let node = entries.value("tool") { intent.tool = name(node, "tool") }
        if let node = entries.value("arguments") {
            if entries.value("tool") == nil { note("arguments are for a tool: add tool:, or remove them.", node.place) }
            intent.arguments = mapping(node, "arguments").map { arguments($0, slots) } ?? []
        }
        if let node = entries.value("confirm"), let word = choice(node, "confirm", ConfirmationPolicy.allCases.map(\.rawValue)) {
            intent.confirm = ConfirmationPolicy(rawValue: word) ?? .risk
        }
        intent.question = filled("question", entries, slots)
        intent.rewrite = filled("rewrite", entries, slots)
        intent.replies = entries.value("replies").map { replies($0, "replies", slots, hasTool: intent.tool != nil) } ?? []
        intent.failures = entries.value("failure").map { replies($0, "failure", slots, hasTool: true) } ?? []
        if intent.rewrite != nil, intent.tool != nil {
            note("an intent has tool: or rewrite:, not both.", entries.value("rewrite")?.place ?? intent.place)
        }
        if entries.value("replies") == nil, entries.value("tool") == nil, entries.value("rewrite") == nil {
            note("the intent \(intent.name) does nothing: add replies:, tool: or rewrite:.", intent.place)
        }
    }

    private mutating func filled(_ key: String, _ entries: [YAMLEntry], _ slots: [String]) -> ReplyTemplate? {
        guard let node = entries.value(key), let template = template(node, key) else { return nil }
        checkPaths(template.paths, slots + ["person"], node.place, key)
        return template
    }

    private mutating func replies(_ node: YAMLNode, _ key: String, _ slots: [String], hasTool: Bool) -> [ReplyVariant] {
        guard case .sequence(let nodes) = node.content else {
            note("\(key) must be a list of sentences.", node.place)
            return []
        }
        let known = slots + ["person"] + (hasTool ? ["result", "speech", "failure"] : [])
        return nodes.compactMap { entry in
            var condition: ReplyCondition?
            var said = entry
            if case .mapping(let parts) = entry.content, parts.contains(where: { $0.key == "if" || $0.key == "say" }) {
                check(parts, ["if", "say"], "a reply")
                guard let say = needed("say", parts, entry.place, "a reply"),
                    let when = needed("if", parts, entry.place, "a reply with say")
                else { return nil }
                condition = self.condition(when, known)
                said = say
                if condition == nil { return nil }
            }
            guard let template = template(said, "an entry of \(key)") else { return nil }
            checkPaths(template.paths, known, said.place, key)
            return ReplyVariant(condition: condition, template: template)
        }
    }

    private mutating func condition(_ node: YAMLNode, _ known: [String]) -> ReplyCondition? {
        guard let text = text(node, "if") else { return nil }
        do {
            let condition = try ReplyCondition(text)
            checkPaths([condition.path], known, node.place, "if")
            return condition
        } catch {
            note("if: \(error.message)", node.place)
            return nil
        }
    }

    mutating func checkPaths(_ paths: [[String]], _ known: [String], _ place: TextPlace, _ key: String) {
        for path in paths {
            guard let first = path.first, !known.contains(first) else { continue }
            let near = Spelling.hint(for: first, among: known)
            let what =
                ["result", "speech", "failure"].contains(first) ? "is there only where a tool is called" : "is no slot of this intent"
            note("\(key): {\(path.joined(separator: "."))} \(what)." + near, place)
        }
    }

    // MARK: Arguments

    private mutating func arguments(_ entries: [YAMLEntry], _ slots: [String]) -> [ToolArgument] {
        entries.compactMap { entry in value(entry.value, entry.key, slots).map { ToolArgument(name: entry.key, value: $0) } }
    }

    private mutating func value(_ node: YAMLNode, _ key: String, _ slots: [String]) -> ArgumentValue? {
        switch node.content {
        case .sequence(let nodes): return .list(nodes.compactMap { value($0, key, slots) })
        case .mapping(let entries):
            if entries.count == 1, entries[0].value.content == .scalar("", isPlain: true) {
                note("\(key) begins with \"{\", so it needs quotes: \"{\(entries[0].key)}\".", node.place)
                return nil
            }
            return .object(arguments(entries, slots))
        case .scalar(let text, let isPlain):
            if isPlain {
                if text == "true" || text == "false" { return .constant(.bool(text == "true")) }
                if let integer = Int(text) { return .constant(.integer(integer)) }
                if let number = Double(text), number.isFinite { return .constant(.number(number)) }
            }
            guard let template = template(text, node.place, key) else { return nil }
            checkPaths(template.paths, slots + ["person"], node.place, key)
            if template.parts.count == 1, case .value(let path)? = template.parts.first { return .slot(path) }
            return template.paths.isEmpty ? .constant(.text(text)) : .text(template)
        case .refused: return nil
        }
    }

    // MARK: What follows

    private mutating func readContext(_ entries: [YAMLEntry], _ intent: inout PackIntent) {
        if let node = entries.value("follow_up") {
            if case .scalar("true", isPlain: true) = node.content {
                intent.followUp = [intent.name]
            } else {
                intent.followUp = texts(node, "follow_up").map(\.text)
            }
        }
        if let node = entries.value("cancel_with") { intent.cancelWith = name(node, "cancel_with") }
        if let node = entries.value("offer"), let parts = mapping(node, "offer") {
            check(parts, ["intent", "ask"], "offer")
            let wanted = needed("intent", parts, node.place, "offer").flatMap { name($0, "intent") }
            let ask = needed("ask", parts, node.place, "offer").flatMap { template($0, "ask") }
            if let wanted, let ask { intent.offer = IntentOffer(intent: wanted, ask: ask) }
        }
    }
}
