internal import Wire

extension Recording {
    /// When the words are spoken, in seconds, by the forced alignment in `align.jsonl`; empty where there is none.
    func words() -> [(start: Double, end: Double)] {
        let folder = path.dropLast(name.count)
        for line in ProcessFile.read(folder + "align.jsonl").split(separator: "\n") where line.contains(name) {
            guard let alignment = try? JSONValue.parse(Array(line.utf8)), alignment["file"]?.string == name else { continue }
            return alignment["words"]?.array?.compactMap { word in
                guard let parts = word.array, parts.count == 3, let start = parts[1].number, let end = parts[2].number else { return nil }
                return (start, end)
            } ?? []
        }
        return []
    }
}
