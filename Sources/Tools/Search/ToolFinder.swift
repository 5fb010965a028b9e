internal import Synchronization
internal import Wire

/// Makes vectors of unit length of texts; `nil` where it cannot now. A sentence embedder of Inference, wrapped.
package typealias ToolEmbedding = @Sendable ([String]) async -> [[Float]]?

/// Finds the tools for what somebody wants, among those the registry has now: by words, and by meaning where there are sentence vectors.
package final class ToolFinder: Sendable {
    package struct Match: Sendable, Equatable {
        package let name: String
        /// Above 0; what it is worth depends on the query, so that only its order counts.
        package let score: Double
    }

    private struct Built {
        var revision = -1
        var index = ToolIndex([])
        /// Every vector that is wanted could be made.
        var isWhole = false
        /// A row for each tool, where all could be made.
        var vectors: [Float] = []
        var dimensions = 0
    }

    private let registry: ToolRegistry
    private let embed: ToolEmbedding?
    private let built = Mutex(Built())
    /// By the definition's text, so that a tool that stays is not embedded again.
    private let known = Mutex<[String: [Float]]>([:])

    /// How much meaning counts beside words.
    private static let meaningShare: Float = 0.6

    package init(_ registry: ToolRegistry, embedding: ToolEmbedding? = nil) {
        self.registry = registry
        embed = embedding
    }

    /// Keeps index and vectors ready, now and after every change of the registry: vectors of many new tools take seconds, which no turn
    /// should wait for.
    ///
    /// - Parameter count: as many tools or fewer are not searched, and nothing is made of them.
    package func keepReady(above count: Int = 0) {
        registry.watch { [weak self] in self?.begin(above: count) }
        begin(above: count)
    }

    private func begin(above count: Int) {
        guard registry.definitions.count > count else { return }
        // Ends with the tools there are.
        Task { await prepare() }
    }

    /// Brings index and vectors up to the registry's tools; the search does so too. What could not be made is tried again by the next one.
    package func prepare() async {
        let snapshot = registry.snapshot
        guard built.withLock({ $0.revision != snapshot.revision || !$0.isWhole }) else { return }
        var next = Built(revision: snapshot.revision, index: ToolIndex(snapshot.definitions), isWhole: embed == nil)
        if let embed {
            let texts = snapshot.definitions.map(Self.text)
            let missing = known.withLock { known in texts.filter { known[$0] == nil } }
            for start in stride(from: 0, to: missing.count, by: 32) {
                let batch = Array(missing[start..<min(start + 32, missing.count)])
                guard let vectors = await embed(batch), vectors.count == batch.count else { break }
                known.withLock { known in for (text, vector) in zip(batch, vectors) { known[text] = vector } }
            }
            let rows = known.withLock { known in
                let wanted = Set(texts)
                known = known.filter { wanted.contains($0.key) }
                return texts.compactMap { known[$0] }
            }
            next.isWhole = rows.count == texts.count
            if next.isWhole, let first = rows.first, rows.allSatisfy({ $0.count == first.count }) {
                next.dimensions = first.count
                next.vectors = rows.flatMap { $0 }
            }
        }
        built.withLock { built in
            if built.revision < next.revision || built.revision == next.revision && !built.isWhole { built = next }
        }
    }

    /// The best first.
    package func find(_ query: String, limit: Int = 5) async -> [Match] {
        await prepare()
        let meant = await vector(query)
        return matches(ToolWords.of(query), meant, bonus: [:], limit: limit)
    }

    /// Tools that may be wanted next: by what was said last, and by what was used last.
    ///
    /// - Parameters:
    ///   - turns: what was said, the latest last.
    ///   - recent: names of tools, the latest last.
    package func suggest(turns: [String], recent: [String] = [], limit: Int = 5) async -> [Match] {
        await prepare()
        var words: [String] = []
        for turn in turns.suffix(3) { words += ToolWords.of(turn) }
        var bonus: [String: Float] = [:]
        for (age, name) in recent.reversed().prefix(4).enumerated() {
            bonus[name, default: 0] += 0.15 / Float(age + 1)
            // Tools of the same family go together.
            if let family = name.split(separator: ".").first { bonus["\(family).", default: 0] += 0.05 / Float(age + 1) }
        }
        var meant: [Float]?
        if let last = turns.last { meant = await vector(last) }
        return matches(words, meant, bonus: bonus, limit: limit)
    }

    private func vector(_ text: String) async -> [Float]? {
        guard let embed, built.withLock({ $0.dimensions > 0 }) else { return nil }
        return await embed([text])?.first
    }

    private func matches(_ words: [String], _ meant: [Float]?, bonus: [String: Float], limit: Int) -> [Match] {
        let built = built.withLock { $0 }
        var scores = built.index.scores(words)
        let most = max(scores.max() ?? 0, .leastNonzeroMagnitude)
        let hasMeaning = meant?.count == built.dimensions && built.dimensions > 0
        for tool in scores.indices {
            var score = scores[tool] / most * (hasMeaning ? 1 - Self.meaningShare : 1)
            if hasMeaning, let meant {
                var cosine: Float = 0
                let start = tool * built.dimensions
                for place in meant.indices { cosine += meant[place] * built.vectors[start + place] }
                score += max(0, cosine) * Self.meaningShare
            }
            if !bonus.isEmpty {
                let name = built.index.names[tool]
                score += bonus[name] ?? 0
                if let point = name.firstIndex(of: ".") { score += bonus[String(name[...point])] ?? 0 }
            }
            scores[tool] = score
        }
        return scores.indices.filter { scores[$0] > 0 }.sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(limit).map {
            Match(name: built.index.names[$0], score: Double(scores[$0]))
        }
    }

    /// What a tool's vector is made of.
    private static func text(_ definition: ToolDefinition) -> String {
        let name = definition.name.split { "._-".contains($0) }.joined(separator: " ")
        return "\(name): \(definition.summary.prefix(300)) " + definition.examples.prefix(5).joined(separator: ". ")
    }
}
