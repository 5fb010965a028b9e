package import Personality

/// Reads a character's file; tells every mistake with its place and what to do.
package struct CharacterFile {
    private let file: String
    /// In the file's order.
    private var mistakes: [Mistake] = []

    /// Reads any bytes at all. Where there are mistakes, the persona holds what is good.
    package static func read(_ bytes: [UInt8], file: String) -> (persona: Persona?, mistakes: [Mistake]) {
        var reader = CharacterFile(file: file)
        let yaml = YAMLFile(bytes)
        for fault in yaml.faults { reader.note(fault.message, fault.place) }
        let persona = reader.persona(yaml.root, isWhole: yaml.faults.isEmpty)
        reader.mistakes.sort { ($0.place ?? TextPlace(line: 0, column: 0)) < ($1.place ?? TextPlace(line: 0, column: 0)) }
        return (persona, reader.mistakes)
    }

    private init(file: String) { self.file = file }

    private static let keys = [
        "name", "title", "summary", "voice", "manner", "boundaries", "coaching", "greeting", "self_description",
    ]
    private static let longestText = 600
    private static let mostBoundaries = 20

    private mutating func persona(_ root: YAMLNode?, isWhole: Bool) -> Persona? {
        guard let root else {
            if isWhole { note("the file is empty: a character has name:, summary: and manner:.", TextPlace(line: 1, column: 1)) }
            return nil
        }
        guard let entries = mapping(root, "a character") else { return nil }
        check(entries, Self.keys, "a character")
        func node(_ key: String) -> YAMLNode? { entries.first { $0.key == key }?.value }
        var persona = Persona()
        if let name = node("name") {
            persona.name = self.name(name) ?? ""
        } else {
            note("a character needs name: add it.", root.place)
        }
        if node("summary") == nil { note("a character needs summary: one line that says what it is like.", root.place) }
        persona.title = node("title").flatMap { text($0, "title") } ?? persona.title
        persona.summary = node("summary").flatMap { text($0, "summary") } ?? ""
        persona.voice = node("voice").flatMap { text($0, "voice") }
        persona.coaching = node("coaching").flatMap { text($0, "coaching") }
        persona.greeting = node("greeting").flatMap { text($0, "greeting") }
        persona.selfDescription = node("self_description").flatMap { text($0, "self_description") }
        if let manner = node("manner") { persona.priors = priors(manner) }
        if let boundaries = node("boundaries") { persona.boundaries = texts(boundaries, "boundaries") }
        return persona
    }

    // MARK: Manner

    private mutating func priors(_ node: YAMLNode) -> [Trait: TraitPrior] {
        guard let entries = mapping(node, "manner") else { return [:] }
        check(entries, Trait.allCases.map(\.rawValue), "manner")
        var priors: [Trait: TraitPrior] = [:]
        for entry in entries {
            guard let trait = Trait(rawValue: entry.key) else { continue }
            priors[trait] = prior(entry.value, trait)
        }
        return priors
    }

    /// `0.7`, or `{value: 0.7, strength: 6}`.
    private mutating func prior(_ node: YAMLNode, _ trait: Trait) -> TraitPrior? {
        guard case .mapping(let entries) = node.content else {
            return number(node, trait.rawValue, in: 0...1).map { TraitPrior(mean: $0) }
        }
        check(entries, ["value", "strength"], trait.rawValue)
        guard let value = entries.first(where: { $0.key == "value" })?.value else {
            note("\(trait.rawValue) needs value: a number from 0 to 1.", node.place)
            return nil
        }
        let mean = number(value, "value", in: 0...1)
        var strength: Double? = TraitPrior.usualStrength
        if let given = entries.first(where: { $0.key == "strength" })?.value { strength = number(given, "strength", in: 2...60) }
        guard let mean, let strength else { return nil }
        return TraitPrior(mean: mean, strength: strength)
    }

    // MARK: Values

    private mutating func note(_ message: String, _ place: TextPlace) {
        guard mistakes.count < YAMLFile.maximumFaults else { return }
        mistakes.append(Mistake(file, place, message))
    }

    private mutating func mapping(_ node: YAMLNode, _ what: String) -> [YAMLEntry]? {
        if case .mapping(let entries) = node.content { return entries }
        if node.content != .refused { note("\(what) must be \"key: value\" lines.", node.place) }
        return nil
    }

    private mutating func check(_ entries: [YAMLEntry], _ known: [String], _ what: String) {
        for entry in entries where !known.contains(entry.key) {
            let near = Spelling.nearest(to: entry.key, among: known).map { "Did you mean \($0)?" } ?? "It may have \(anyOf(known))."
            note("\(what) has no key \(quoted(entry.key)). \(near)", entry.place)
        }
    }

    private mutating func text(_ node: YAMLNode, _ key: String) -> String? {
        switch node.content {
        case .scalar(let text, _):
            guard text.contains(where: { !$0.isWhitespace }) else {
                note("\(key) is empty: give it a text, or remove it.", node.place)
                return nil
            }
            guard text.unicodeScalars.count <= Self.longestText else {
                note("\(key) is longer than \(Self.longestText) characters: shorten it.", node.place)
                return nil
            }
            return text
        case .mapping: note("\(key) must be a text. One that has \": \" in it needs quotes.", node.place)
        case .sequence: note("\(key) must be a text. One that begins with \"[\" needs quotes.", node.place)
        case .refused: break
        }
        return nil
    }

    private mutating func texts(_ node: YAMLNode, _ key: String) -> [String] {
        guard case .sequence(let nodes) = node.content else {
            if node.content != .refused { note("\(key) must be a list of sentences.", node.place) }
            return []
        }
        if nodes.isEmpty { note("\(key) is an empty list: fill it, or remove it.", node.place) }
        if nodes.count > Self.mostBoundaries {
            note("\(key) has more than \(Self.mostBoundaries) entries: a prompt bears few.", node.place)
        }
        return nodes.prefix(Self.mostBoundaries).compactMap { text($0, "an entry of \(key)") }
    }

    private mutating func name(_ node: YAMLNode) -> String? {
        guard let text = text(node, "name") else { return nil }
        let isName = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
        guard isName, text.utf8.count <= 40 else {
            note("name must be small letters, digits and \"-\", at most 40, not \(quoted(text)).", node.place)
            return nil
        }
        return text
    }

    private mutating func number(_ node: YAMLNode, _ key: String, in range: ClosedRange<Double>) -> Double? {
        if case .scalar(let text, isPlain: true) = node.content, let number = Double(text), range.contains(number) { return number }
        if node.content != .refused {
            note("\(key) must be a number from \(Self.shown(range.lowerBound)) to \(Self.shown(range.upperBound)).", node.place)
        }
        return nil
    }

    private static func shown(_ number: Double) -> String { String(Int(number)) }
}
