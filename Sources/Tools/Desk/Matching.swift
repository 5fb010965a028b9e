/// Finds what a person means by some words of it.
enum Matching {
    /// Lower case, words alone, without articles.
    static func key(_ text: String) -> String { words(text).joined(separator: " ") }

    static func words(_ text: String) -> [String] {
        let all = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let telling = all.filter { !["the", "a", "an", "my"].contains($0) }
        return telling.isEmpty ? all : telling
    }

    /// Those whose text is the wanted one; else those that hold all its words; else those all whose words it holds.
    static func best<Thing>(_ things: [Thing], _ wanted: String, _ text: (Thing) -> String) -> [Thing] {
        let key = key(wanted)
        guard !key.isEmpty else { return [] }
        let same = things.filter { Self.key(text($0)) == key }
        guard same.isEmpty else { return same }
        let wantedWords = Set(stems(wanted))
        let holding = things.filter { wantedWords.isSubset(of: stems(text($0))) }
        guard holding.isEmpty else { return holding }
        return things.filter { thing in
            let words = stems(text(thing))
            return !words.isEmpty && wantedWords.isSuperset(of: words)
        }
    }

    /// "eggs" and "egg" are one.
    private static func stems(_ text: String) -> [String] {
        words(text).map { $0.count > 3 && $0.hasSuffix("s") && !$0.hasSuffix("ss") ? String($0.dropLast()) : $0 }
    }

    /// The only one, or a failure that helps to choose.
    static func only<Thing>(
        _ things: [Thing], _ wanted: String, _ noun: String, _ text: (Thing) -> String
    ) throws(ToolFailure) -> Thing {
        let found = best(things, wanted, text)
        guard let first = found.first else { throw .failed("There is no \(noun) about \(wanted).") }
        guard found.count == 1 else {
            throw .failed("\(found.count) \(noun)s fit: \(Spoken.list(found.map(text), most: 4)). Which one?")
        }
        return first
    }
}
