package import Configuration
internal import Wire

/// Reads one pack; tells every mistake with its place and what to do.
package struct PackReader {
    let file: String
    /// In the file's order.
    private(set) var mistakes: [Mistake] = []

    /// Reads any bytes at all. Where there are mistakes, the pack holds what is good.
    package static func read(_ bytes: [UInt8], file: String) -> (pack: IntentPack?, mistakes: [Mistake]) {
        var reader = PackReader(file: file)
        let yaml = YAMLFile(bytes)
        for fault in yaml.faults { reader.note(fault.message, fault.place) }
        let pack = reader.pack(yaml.root, isWhole: yaml.faults.isEmpty)
        reader.mistakes.sort { ($0.place ?? TextPlace(line: 0, column: 0)) < ($1.place ?? TextPlace(line: 0, column: 0)) }
        return (pack, reader.mistakes)
    }

    private init(file: String) { self.file = file }

    static let packKeys = ["name", "version", "summary", "locale", "intents"]

    private mutating func pack(_ root: YAMLNode?, isWhole: Bool) -> IntentPack? {
        guard let root else {
            if isWhole { note("the file is empty: a pack has name:, version: and intents:.", TextPlace(line: 1, column: 1)) }
            return nil
        }
        guard let entries = mapping(root, "a pack") else { return nil }
        check(entries, Self.packKeys, "a pack")
        var pack = IntentPack(file: file, intents: [])
        // For whoever reads the file; only checked here.
        if let node = needed("name", entries, root.place, "a pack") { _ = name(node, "name") }
        if let node = needed("version", entries, root.place, "a pack") { _ = text(node, "version") }
        if let node = entries.value("summary") { _ = text(node, "summary") }
        if let locale = entries.value("locale"), let said = text(locale, "locale"), said != "en" {
            note("locale must be en, the one language that is understood so far.", locale.place)
        }
        guard let intents = needed("intents", entries, root.place, "a pack") else { return pack }
        guard case .sequence(let nodes) = intents.content, !nodes.isEmpty else {
            note("intents must be a list, each entry beginning with \"- name:\".", intents.place)
            return pack
        }
        var lines: [String: Int] = [:]
        for node in nodes {
            guard let intent = intent(node) else { continue }
            if let line = lines[intent.name] {
                note("the intent \(quoted(intent.name)) is there twice, first on line \(line): give it another name.", node.place)
                continue
            }
            lines[intent.name] = node.place.line
            pack.intents.append(intent)
        }
        return pack
    }

    // MARK: Values

    mutating func note(_ message: String, _ place: TextPlace) {
        guard mistakes.count < YAMLFile.maximumFaults else { return }
        mistakes.append(Mistake(file, place, message))
    }

    mutating func mapping(_ node: YAMLNode, _ what: String) -> [YAMLEntry]? {
        if case .mapping(let entries) = node.content { return entries }
        if node.content != .refused { note("\(what) must be \"key: value\" lines.", node.place) }
        return nil
    }

    mutating func check(_ entries: [YAMLEntry], _ known: [String], _ what: String) {
        for entry in entries where !known.contains(entry.key) {
            let near = Spelling.hint(for: entry.key, among: known)
            note(
                "\(what) has no key \(quoted(entry.key))." + (near.isEmpty ? " It may have \(anyOf(known))." : near), entry.place)
        }
    }

    mutating func needed(_ key: String, _ entries: [YAMLEntry], _ place: TextPlace, _ what: String) -> YAMLNode? {
        if let node = entries.value(key) { return node }
        note("\(what) needs \(key): add it.", place)
        return nil
    }

    mutating func text(_ node: YAMLNode, _ key: String) -> String? {
        switch node.content {
        case .scalar(let text, let isPlain):
            if !text.trimmed.isEmpty { return text }
            note(isPlain ? "\(key) is empty: give it a text, or remove it." : "\(key) must not be an empty text.", node.place)
        case .mapping(let entries):
            // A text that begins with a slot is a mapping to YAML.
            let isSlot = entries.count == 1 && entries[0].value.content == .scalar("", isPlain: true)
            note(
                isSlot
                    ? "\(key) begins with \"{\", so it needs quotes: \"{\(entries[0].key)} ...\"."
                    : "\(key) must be a text. One that has \": \" in it needs quotes.", node.place)
        case .sequence:
            note("\(key) must be a text. One that begins with \"[\" needs quotes.", node.place)
        case .refused: break
        }
        return nil
    }

    mutating func name(_ node: YAMLNode, _ key: String) -> String? {
        guard let text = text(node, key) else { return nil }
        guard text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ Self.isName($0) }), text.utf8.count <= 64 else {
            note("\(key) must be letters, digits, \"_\", \"-\" and \".\", at most 64, not \(quoted(text)).", node.place)
            return nil
        }
        return text
    }

    mutating func flag(_ node: YAMLNode, _ key: String) -> Bool? {
        switch node.content {
        case .scalar("true", isPlain: true): return true
        case .scalar("false", isPlain: true): return false
        default:
            note("\(key) must be true or false.", node.place)
            return nil
        }
    }

    mutating func choice(_ node: YAMLNode, _ key: String, _ known: [String]) -> String? {
        guard let text = text(node, key) else { return nil }
        if known.contains(text) { return text }
        note("\(key) must be \(anyOf(known)), not \(quoted(text))." + Spelling.hint(for: text, among: known), node.place)
        return nil
    }

    /// A text, or a list of them.
    mutating func texts(_ node: YAMLNode, _ key: String) -> [(text: String, place: TextPlace)] {
        guard case .sequence(let nodes) = node.content else { return text(node, key).map { [($0, node.place)] } ?? [] }
        if nodes.isEmpty { note("\(key) is an empty list: fill it, or remove it.", node.place) }
        return nodes.compactMap { entry in text(entry, "an entry of \(key)").map { ($0, entry.place) } }
    }

    mutating func template(_ node: YAMLNode, _ key: String) -> ReplyTemplate? {
        text(node, key).flatMap { template($0, node.place, key) }
    }

    mutating func template(_ text: String, _ place: TextPlace, _ key: String) -> ReplyTemplate? {
        do {
            return try ReplyTemplate(text)
        } catch {
            note("\(key): \(error.message)", place)
            return nil
        }
    }

    // MARK: Wording

    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                let letter = byte | 0x20
                return (97...122).contains(letter) || (48...57).contains(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
    }
}

extension [YAMLEntry] {
    func value(_ key: String) -> YAMLNode? { first { $0.key == key }?.value }
}
