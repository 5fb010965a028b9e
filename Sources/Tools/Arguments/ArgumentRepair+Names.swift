internal import Wire

extension ArgumentRepair {
    /// Gives misspelt arguments their names, leaves out a `null` that stands for nothing, mends each value and fills in defaults.
    mutating func object(_ given: [String: JSONValue], _ schema: JSONValue, at path: String, depth: Int) -> JSONValue {
        var members = given
        let properties = Self.properties(of: schema)
        let takesOthers = schema["additionalProperties"].map { $0 != .bool(false) } ?? properties.isEmpty
        if !takesOthers {
            for name in given.keys.sorted() where properties[name] == nil {
                let missing = properties.keys.filter { members[$0] == nil }
                guard let meant = NearWord.only(name, among: missing) else { continue }
                members[meant] = members.removeValue(forKey: name)
                note(path, "\"\(name)\" was taken for \"\(meant)\"")
            }
        }
        let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
        for (name, wanted) in properties.sorted(by: { $0.key < $1.key }) {
            let place = path.isEmpty ? name : "\(path).\(name)"
            guard let value = members[name] else {
                if let preset = check.resolved(wanted)["default"], preset != .null, check.accepts(preset, wanted) {
                    members[name] = preset
                    note(place, "was left out; its default \(SchemaCheck.shown(preset)) stands")
                }
                continue
            }
            if value == .null, !required.contains(name), !check.accepts(.null, wanted) {
                members[name] = nil
                note(place, "null was left out")
                continue
            }
            members[name] = mended(value, wanted, at: place, depth: depth + 1)
        }
        return .object(members)
    }

    /// The choice that was meant: in another case, with other separators, as a number given as text, or a letter wrong.
    mutating func chosen(_ value: JSONValue, _ schema: JSONValue, at path: String) -> JSONValue {
        let allowed = schema["enum"]?.array ?? schema["const"].map { [$0] } ?? []
        guard !allowed.isEmpty, !allowed.contains(where: { SchemaCheck.equal($0, value) }) else { return value }
        var meant: JSONValue?
        switch value {
        case .string(let text):
            if let number = DecimalText.value(Self.trimmed(text)), let same = allowed.first(where: { SchemaCheck.equal($0, number) }) {
                meant = same
            } else {
                meant = NearWord.only(text, among: allowed.compactMap(\.string)).map { .string($0) }
            }
        case .integer, .number: meant = allowed.first { $0.string == value.text }
        default: meant = nil
        }
        guard let meant else { return value }
        note(path, "\(SchemaCheck.shown(value)) was taken for \(SchemaCheck.shown(meant))")
        return meant
    }
}

/// Finds the one word that another was meant to be.
enum NearWord {
    /// The only candidate that is the same but for case and separators, or else the only one a letter or so away; `nil` where none or several are.
    static func only(_ word: String, among candidates: some Collection<String>) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        let bare = bare(word)
        guard !bare.isEmpty else { return nil }
        let same = candidates.filter { self.bare($0) == bare }
        if same.count == 1 { return same.first }
        guard same.isEmpty, bare.count >= 4 else { return nil }
        // Two letters make "increase" of "decrease": the ends must be the same then.
        let limit = bare.count >= 8 ? 2 : 1
        let near = candidates.compactMap { candidate -> (String, Int)? in
            let other = self.bare(candidate)
            guard other.count >= 4, abs(other.count - bare.count) <= limit, digits(other) == digits(bare) else { return nil }
            let distance = distance(bare, other)
            return distance <= 1 || distance <= limit && bare.first == other.first && bare.last == other.last ? (candidate, distance) : nil
        }
        guard let best = near.min(by: { $0.1 < $1.1 }), near.count(where: { $0.1 == best.1 }) == 1 else { return nil }
        return best.0
    }

    /// Lower case, without what separates words.
    private static func bare(_ word: String) -> [UInt8] { Array(word.lowercased().utf8.filter { !" _-./'".utf8.contains($0) }) }

    private static func digits(_ word: [UInt8]) -> [UInt8] { word.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }

    /// Letters to add, leave out or change, or neighbours to swap.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var rows = [Array(0...b.count)]
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
