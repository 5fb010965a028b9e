internal import Glibc
internal import Wire

/// Finds tools by words: BM25 over name, summary, examples and parameters, each with a weight of its own. A value, built once for a set of tools.
struct ToolIndex: Sendable {
    private struct Posting {
        let tool: Int32
        /// How often the word stands in the tool's text, weighted by place.
        let weight: Float
    }

    let names: [String]
    private let postings: [String: [Posting]]
    /// Of each tool, its length against the mean, as BM25 wants it.
    private let lengths: [Float]

    /// How quickly a word's weight stops growing, and how much length counts (Robertson and Zaragoza, 2009).
    private static let saturation: Float = 1.2
    private static let lengthShare: Float = 0.6

    init(_ definitions: [ToolDefinition]) {
        var postings: [String: [Posting]] = [:]
        var sizes: [Float] = []
        for (index, definition) in definitions.enumerated() {
            var weights: [String: Float] = [:]
            for (text, weight) in Self.parts(definition) { for word in ToolWords.of(text) { weights[word, default: 0] += weight } }
            for (word, weight) in weights { postings[word, default: []].append(Posting(tool: Int32(index), weight: weight)) }
            sizes.append(weights.values.reduce(0, +))
        }
        let mean = max(1, sizes.reduce(0, +) / Float(max(1, sizes.count)))
        names = definitions.map(\.name)
        lengths = sizes.map { Self.saturation * (1 - Self.lengthShare + Self.lengthShare * $0 / mean) }
        self.postings = postings
    }

    private static func parts(_ definition: ToolDefinition) -> [(String, Float)] {
        var parts: [(String, Float)] = [(definition.name, 3), (definition.summary, 2)]
        for example in definition.examples.prefix(20) { parts.append((example, 1.5)) }
        guard let properties = definition.parameters["properties"]?.object else { return parts }
        for (name, schema) in properties {
            parts.append((name, 1))
            if let text = schema["description"]?.string { parts.append((String(text.prefix(200)), 0.5)) }
            for choice in schema["enum"]?.array?.prefix(20) ?? [] { if let word = choice.string { parts.append((word, 0.5)) } }
        }
        return parts
    }

    /// A score for each tool; 0 where no word is shared.
    func scores(_ words: [String]) -> [Float] {
        var scores = [Float](repeating: 0, count: names.count)
        for word in Set(words) {
            guard let list = postings[word] else { continue }
            let without = Float(names.count - list.count) + 0.5
            let with = Float(list.count) + 0.5
            let rarity = log(1 + without / with) * (Self.saturation + 1)
            for posting in list {
                let tool = Int(posting.tool)
                scores[tool] += rarity * posting.weight / (posting.weight + lengths[tool])
            }
        }
        return scores
    }
}
