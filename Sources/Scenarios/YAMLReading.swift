internal import Configuration

/// Takes values out of a YAML tree, and notes what is wrong with them and where.
protocol YAMLReading {
    var file: String { get }
    /// In the file's order.
    var mistakes: [Mistake] { get set }

    init(file: String)
}

extension YAMLReading {
    /// Reads any bytes at all; `document` makes what the file is for of its root.
    static func read<Document>(
        _ bytes: [UInt8], file: String, _ document: (inout Self, YAMLNode?) -> Document
    ) -> Result<Document, ScenarioMistakes> {
        var reader = Self(file: file)
        let yaml = YAMLFile(bytes)
        for fault in yaml.faults { reader.note(fault.message, fault.place) }
        let made = document(&reader, yaml.root)
        return reader.mistakes.isEmpty ? .success(made) : .failure(ScenarioMistakes(list: reader.mistakes))
    }

    mutating func note(_ message: String, _ place: TextPlace) {
        guard mistakes.count < YAMLFile.maximumFaults else { return }
        mistakes.append(Mistake(file, place, message))
    }

    mutating func unknown(_ entry: YAMLEntry, among known: [String], _ what: String) {
        let hint = Spelling.nearest(to: entry.key, among: known).map { "did you mean \($0)?" }
        let all = known.isEmpty ? "it has nothing beside it." : "known are \(known.joined(separator: ", "))."
        note("\(what) has no \"\(entry.key)\"; \(hint ?? all)", entry.place)
    }

    mutating func mapping(_ node: YAMLNode, _ what: String) -> [YAMLEntry]? {
        if case .mapping(let entries) = node.content { return entries }
        note("\(what) must be names and values, such as \"name: value\".", node.place)
        return nil
    }

    mutating func sequence(_ node: YAMLNode, _ what: String) -> [YAMLNode]? {
        if case .sequence(let nodes) = node.content { return nodes }
        note("\(what) must be a list, each entry after a \"-\".", node.place)
        return nil
    }

    mutating func text(_ node: YAMLNode, _ what: String) -> String? {
        if case .scalar(let text, let isPlain) = node.content, !(isPlain && text.isEmpty) { return text }
        note("\(what) must be text.", node.place)
        return nil
    }

    mutating func choice(_ node: YAMLNode, _ what: String, _ words: [String]) -> String? {
        if case .scalar(let text, _) = node.content, words.contains(text) { return text }
        note("\(what) must be one of \(words.joined(separator: ", ")).", node.place)
        return nil
    }

    mutating func flag(_ node: YAMLNode, _ what: String) -> Bool? {
        choice(node, what, ["true", "false"]).map { $0 == "true" }
    }

    mutating func integer(_ node: YAMLNode, _ what: String, _ range: ClosedRange<Int>) -> Int? {
        if case .scalar(let text, isPlain: true) = node.content, let number = Int(text), range.contains(number) { return number }
        note("\(what) must be a whole number from \(range.lowerBound) to \(range.upperBound).", node.place)
        return nil
    }

    /// "600 ms" or "1.5 s", at most ten minutes.
    mutating func duration(_ node: YAMLNode, _ what: String) -> Duration? {
        if case .scalar(let text, _) = node.content {
            let parts = text.split(separator: " ")
            if parts.count == 2, let number = Double(parts[0]), let unit = ["ms": 1.0, "s": 1_000][String(parts[1])] {
                let milliseconds = number * unit
                if milliseconds >= 0, milliseconds <= 600_000 { return .milliseconds(Int(milliseconds)) }
            }
        }
        note("\(what) must be a time of at most 600 s, such as 600 ms or 1.5 s.", node.place)
        return nil
    }
}
