internal import Inference
internal import Memory
internal import Realtime
internal import Resources
internal import Telemetry
internal import Wire

/// `bench search`: the nearest ten of many vectors, on one core.
struct SearchBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private static let allSizes = [1_000, 10_000, 100_000, 1_000_000]
    private static let quickSizes = [1_000, 10_000]
    private static let mostWithPeers = 100_000
    private static let wantedRecall = 0.98
    private static let threads = 2
    private static let chunk = 4_096

    /// Queries, and how often each is asked; the first time is not counted.
    private func queries(of size: Int) -> Int { settings.isQuick || size > Self.mostWithPeers ? 200 : 500 }
    private static let rounds = 4

    func run() async throws -> BenchReport {
        var report = BenchReport("search", settings)
        let sizes = settings.sizes.isEmpty ? (settings.isQuick ? Self.quickSizes : Self.allSizes) : settings.sizes
        report.settings["sizes"] = .array(sizes.map { .integer($0) })
        report.settings["kernel"] = .string(VectorKernel.best.rawValue)
        for size in sizes {
            progress("\(size) vectors")
            let figures = try await onThread(named: "search") { try measure(size) }
            for (name, value) in figures { report[name] = value }
        }
        try await measureSentences(&report)
        explain(&report)
        return report
    }

    /// Runs on one thread but for building.
    private func measure(_ size: Int) throws -> [String: Double] {
        let name = "\(size)"
        var figures: [String: Double] = [:]
        var source = SearchVectors(count: size, seed: settings.seed)
        var asked: [Float] = []
        for _ in 0..<queries(of: size) { source.append(to: &asked) }
        let dimensions = SearchVectors.dimensions
        var truth = SearchTruth(queries: asked, dimensions: dimensions)
        let peers = SearchPeers.areInstalled && (size <= Self.mostWithPeers || settings.measuresPeers) ? try SearchPeers() : nil
        var options = VectorIndexOptions()
        options.keepsUp = false
        var index = AdaptiveVectorIndex(dimensions: dimensions, options: options)
        options.graphFrom = nil
        var exact = AdaptiveVectorIndex(dimensions: dimensions, options: options)

        let before = ProcessFile.residentKilobytes()
        var building = Duration.zero
        for first in stride(from: 0, to: size, by: Self.chunk) {
            var vectors: [Float] = []
            for _ in first..<min(size, first + Self.chunk) { source.append(to: &vectors) }
            truth.pass(vectors)
            try peers?.pass(vectors)
            let rows = (0..<vectors.count / dimensions).map { Array(vectors[$0 * dimensions..<($0 + 1) * dimensions]) }
            let start = ContinuousClock.now
            for (row, vector) in rows.enumerated() { try index.insert(vector, id: first + row) }
            index.settle(threads: Self.threads)
            building += ContinuousClock.now - start
            if size <= Self.mostWithPeers { for (row, vector) in rows.enumerated() { try exact.insert(vector, id: first + row) } }
        }
        figures["build_s.\(name)"] = building / .seconds(1)
        figures["index_mb.\(name)"] = Double(index.bytes) / 1_048_576
        if exact.count == 0 { figures["resident_mb.\(name)"] = (ProcessFile.residentKilobytes() - before) / 1_024 }

        let wanted = truth.ids
        let vectors = (0..<asked.count / dimensions).map { Array(asked[$0 * dimensions..<($0 + 1) * dimensions]) }
        add("", name, try time(index, vectors, wanted), &figures)
        if exact.count > 0 { add("exact_", name, try time(exact, vectors, wanted), &figures) }
        if let peers {
            progress("\(size) vectors: hnswlib, usearch, FAISS and sqlite-vec")
            for (peer, values) in try peers.run(queries: asked, truth: wanted, dimensions: dimensions) {
                for (figure, value) in values {
                    // "search_ms.p50" belongs around the size and the peer.
                    let parts = figure.split(separator: ".", maxSplits: 1)
                    figures["peer_\(parts[0]).\(name).\(peer)" + parts.dropFirst().map { ".\($0)" }.joined()] = value
                }
            }
            compare(name, &figures)
        }
        return figures
    }

    private func time(_ index: AdaptiveVectorIndex, _ queries: [[Float]], _ wanted: [[Int]]) throws -> (times: [Double], found: Double) {
        var times: [Double] = []
        var found = 0
        for round in 0..<Self.rounds {
            for (query, ids) in zip(queries, wanted) {
                let start = ContinuousClock.now
                let matches = try index.search(query, limit: SearchTruth.nearest)
                let time = ContinuousClock.now - start
                if round == 0 { found += Set(matches.map(\.id)).intersection(ids).count } else { times.append(time / .milliseconds(1)) }
            }
        }
        return (times.sorted(), Double(found) / Double(wanted.reduce(0) { $0 + $1.count }))
    }

    private func add(_ kind: String, _ name: String, _ run: (times: [Double], found: Double), _ figures: inout [String: Double]) {
        figures["\(kind)search_ms.\(name).p50"] = Quantile.of(run.times, 0.5)
        figures["\(kind)search_ms.\(name).p95"] = Quantile.of(run.times, 0.95)
        figures["\(kind)search_ms.\(name).mean"] = run.times.reduce(0, +) / Double(run.times.count)
        figures["\(kind)recall_share.\(name)"] = run.found
    }

    /// Ours beside the fastest that finds as much.
    private func compare(_ name: String, _ figures: inout [String: Double]) {
        let prefix = "peer_search_ms.\(name)."
        let times = figures.filter { key, _ in
            guard key.hasPrefix(prefix), key.hasSuffix(".p50") else { return false }
            let peer = key.dropFirst(prefix.count).dropLast(4)
            return figures["peer_recall_share.\(name).\(peer)"] ?? 0 >= Self.wantedRecall
        }.map(\.value)
        guard let fastest = times.min(), let ours = figures["search_ms.\(name).p50"] else { return }
        figures["fastest_peer_ms.\(name).p50"] = fastest
        figures["to_fastest_peer_ratio.\(name)"] = ours / fastest
    }

    /// Vectors of sentences, by the model that Coda uses.
    private func measureSentences(_ report: inout BenchReport) async throws {
        let count = settings.isQuick ? 1_000 : 10_000
        let asked = 200
        let embedder: MiniLM
        do {
            embedder = try MiniLM(
                runtime: try InferenceRuntime(libraryPath: settings.home.runtimeLibrary), modelFolder: settings.home.sentenceModel,
                threads: Self.threads, recentTexts: 0)
        } catch {
            report.notes.append("no sentences were measured: \(error)")
            return
        }
        progress("\(count) sentences")
        var vectors: [[Float]] = []
        do { vectors = try await embedder.embed(SearchSentences.draw(count + asked, seed: settings.seed)) } catch {
            throw BenchError("\(error)")
        }
        let (queries, rows) = (Array(vectors.prefix(asked)), Array(vectors.dropFirst(asked)))
        let run = try await onThread(named: "search") {
            var truth = SearchTruth(queries: queries.flatMap { $0 }, dimensions: SearchVectors.dimensions)
            truth.pass(rows.flatMap { $0 })
            var options = VectorIndexOptions()
            options.keepsUp = false
            var index = AdaptiveVectorIndex(dimensions: SearchVectors.dimensions, options: options)
            for (id, row) in rows.enumerated() { try index.insert(row, id: id) }
            index.settle(threads: Self.threads)
            return try time(index, queries, truth.ids)
        }
        var figures: [String: Double] = [:]
        add("", "sentences", run, &figures)
        for (name, value) in figures { report[name] = value }
        report["sentences"] = Double(rows.count)
    }

    private func explain(_ report: inout BenchReport) {
        report.notes += [
            "the nearest 10 of vectors of 384 numbers drawn by chance as sentences are (a topic, eight of its words, something of its own), for queries drawn likewise; .sentences: generated sentences through MiniLM",
            "one search at a time on one thread; put taskset -c 0 before the program to keep it on one core. build_s: on two threads, the vectors at hand",
            "recall_share: of the nearest ten by plain products in floating point; exact_*: every vector compared",
            "resident_mb: what the process grew by, the bench's own buffers included",
        ]
        report.notes.append(
            SearchPeers.areInstalled
                ? "peer_*: from Python, one thread, the fastest setting of each that finds 98 in 100, or its best; the time of a call from Python is in it"
                : "no peers were measured: make bench-peers installs them")
    }
}
