internal import Inference
internal import Memory
internal import Realtime
internal import Resources
internal import Telemetry
internal import Wire

/// `bench memory`: storing, retrieving, changing and forgetting among many memories, alone and by 64 writers at once, beside the bare disk.
struct MemoryBench {
    let settings: BenchSettings
    let progress: Bench.Progress

    private var entries: Int { settings.isQuick ? 10_000 : 100_000 }
    private var singles: Int { settings.isQuick ? 150 : 1_000 }
    /// For each of the writers.
    private var perWriter: Int { settings.isQuick ? 100 : 500 }
    private static let writers = 64
    private static let people = 100

    func run() async throws -> BenchReport {
        var report = BenchReport("memory", settings)
        if let path = settings.writer { return try await MemoryCrash.write(path, seed: settings.seed) }
        if settings.kills > 0 {
            try await MemoryCrash(settings: settings, progress: progress).run(&report)
            return report
        }
        report.settings["entries"] = .integer(entries)
        report.settings["writers"] = .integer(Self.writers)
        for (mode, isDurable) in [("durable", true), ("normal", false)] {
            let folder = try ScratchFolder("bench-memory")
            var options = MemoryStoreOptions()
            options.isDurable = isDurable
            let store = try await SQLiteMemoryStore.open(path: folder.path + "/memory.db", options: options)
            progress("memory: \(mode): filling with \(entries) memories")
            let ids = try await fill(store, mode, &report)
            progress("memory: \(mode): one at a time")
            try await alone(store, folder, mode, ids, &report)
            progress("memory: \(mode): \(Self.writers) at once")
            try await together(store, mode, ids, &report)
            if !isDurable {
                progress("memory: searching")
                try await search(store, &report)
            }
            await store.close()
            if isDurable { try await restart(folder, options, &report) }
        }
        try await searchable(&report)
        report.notes.append(
            "durable: each call returns once fdatasync has; normal: once the kernel has it, which a killed process does not lose")
        report.notes.append("_per_s: \(Self.writers) writers, each with one call under way; writes that wait together share a commit")
        report.notes.append("fdatasync_ms: a page of 4 KiB at the end of a file, in turn with each durable call that stores")
        return report
    }

    private var corpus: MemoryCorpus { MemoryCorpus(seed: settings.seed, people: Self.people) }

    private func fill(_ store: SQLiteMemoryStore, _ mode: String, _ report: inout BenchReport) async throws -> [[Int]] {
        let (corpus, each) = (corpus, entries / Self.people)
        let watch = Stopwatch()
        var ids: [[Int]] = []
        for person in 0..<Self.people {
            let added = try await store.add(corpus.contents(of: person, count: each), for: corpus.owner(person), at: corpus.time(each))
            ids.append(added.map(\.id))
        }
        report["batch_store_per_s.\(mode)"] = Double(entries) / (watch.elapsed / .seconds(1))
        return ids
    }

    /// One call after another, as one conversation does.
    private func alone(
        _ store: SQLiteMemoryStore, _ folder: ScratchFolder, _ mode: String, _ ids: [[Int]], _ report: inout BenchReport
    ) async throws {
        let corpus = corpus
        let disk = try BareDisk(folder: folder.path)
        let contents = MemoryCorpus(seed: settings.seed &+ 1, people: 1).contents(of: 0, count: singles)
        var numbers = SeededNumbers(settings.seed ^ 0x616C_6F6E)
        var times: [String: [Double]] = [:]
        func timed(_ name: String, _ body: () async throws -> Void) async throws {
            let watch = Stopwatch()
            try await body()
            times[name, default: []].append(watch.milliseconds)
        }
        for (index, content) in contents.enumerated() {
            let person = numbers.below(Self.people)
            let (owner, id, now) = (corpus.owner(person), ids[person][numbers.below(ids[person].count)], corpus.time(1_000_000 + index))
            if mode == "durable" {
                let bare = try await onThread(named: "bench") {
                    let watch = Stopwatch()
                    try disk.sync()
                    return watch.milliseconds
                }
                times["fdatasync", default: []].append(bare)
            }
            var stored = 0
            try await timed("store") { stored = try await store.add([content], for: owner, at: now)[0].id }
            try await timed("retrieve") { _ = try await store.memories([id], of: owner) }
            try await timed("update") { try await store.edit(id, of: owner) { $0.content.text += " Still so." } }
            let gone = stored
            try await timed("delete") { try await store.forget([gone], of: owner) }
        }
        for (name, values) in times { report.add(name == "fdatasync" ? "fdatasync_ms" : "\(name)_ms.\(mode)", values) }
        guard mode == "durable", let bare = report["fdatasync_ms.p50"], bare > 0 else { return }
        for name in ["store", "update", "delete"] {
            if let p50 = report["\(name)_ms.durable.p50"] { report["\(name)_to_fdatasync_ratio"] = p50 / bare }
        }
    }

    /// As many writers at once, each of a person of its own.
    private func together(
        _ store: SQLiteMemoryStore, _ mode: String, _ ids: [[Int]], _ report: inout BenchReport
    ) async throws {
        let (corpus, count) = (corpus, perWriter)
        let fresh = MemoryCorpus(seed: settings.seed &+ 2, people: Self.writers)
        let contents = (0..<Self.writers).map { fresh.contents(of: $0, count: count) }
        let now = corpus.time(2_000_000)
        let stored = try await rate("store", mode, &report) { writer in
            var made: [Int] = []
            for content in contents[writer] { made.append(try await store.add([content], for: corpus.owner(writer), at: now)[0].id) }
            return made
        }
        _ = try await rate("retrieve", mode, &report) { writer in
            for id in stored[writer] { _ = try await store.memories([id], of: corpus.owner(writer)) }
            return []
        }
        _ = try await rate("update", mode, &report) { writer in
            for id in stored[writer] { try await store.edit(id, of: corpus.owner(writer)) { $0.content.importance = 0.4 } }
            return []
        }
        _ = try await rate("delete", mode, &report) { writer in
            for id in stored[writer] { try await store.forget([id], of: corpus.owner(writer)) }
            return []
        }
    }

    private func rate(
        _ name: String, _ mode: String, _ report: inout BenchReport, _ body: @escaping @Sendable (Int) async throws -> [Int]
    ) async throws -> [[Int]] {
        let watch = Stopwatch()
        let results = try await withThrowingTaskGroup(of: (Int, [Int]).self) { group in
            for writer in 0..<Self.writers { group.addTask { (writer, try await body(writer)) } }
            var results = [[Int]](repeating: [], count: Self.writers)
            for try await (writer, ids) in group { results[writer] = ids }
            return results
        }
        report["\(name)_per_s.\(mode)"] = Double(Self.writers * perWriter) / (watch.elapsed / .seconds(1))
        return results
    }

    private func search(_ store: SQLiteMemoryStore, _ report: inout BenchReport) async throws {
        let corpus = corpus
        var (loads, words): ([Double], [Double]) = ([], [])
        let questions = corpus.questions(settings.isQuick ? 200 : 2_000)
        for person in 0..<20 {
            let watch = Stopwatch()
            try await store.prepare(corpus.owner(person))
            loads.append(watch.milliseconds)
        }
        for (index, question) in questions.enumerated() {
            let watch = Stopwatch()
            _ = try await store.matching(question, MemoryFilter(), of: corpus.owner(index % 20), limit: 10)
            words.append(watch.milliseconds)
        }
        report.add("first_search_ms", loads)
        report.add("text_search_ms", words)
    }

    private func restart(_ folder: ScratchFolder, _ options: MemoryStoreOptions, _ report: inout BenchReport) async throws {
        let watch = Stopwatch()
        let store = try await SQLiteMemoryStore.open(path: folder.path + "/memory.db", options: options)
        report["restart_ms"] = watch.milliseconds
        await store.close()
        report["file_mb"] = Double(folder.bytes(of: "memory.db")) / 1_048_576
    }

    /// From the acknowledgement of a memory until its meaning finds it.
    private func searchable(_ report: inout BenchReport) async throws {
        guard let embedder = Engines.loadEmbedder(from: settings.home) else {
            report.notes.append("searchable_ms is left out: the sentence model is not installed (make models)")
            return
        }
        progress("memory: until searchable by meaning")
        _ = try await embedder.embed(["Warm up."])
        let folder = try ScratchFolder("bench-embedding")
        let store = try await SQLiteMemoryStore.open(path: folder.path + "/memory.db")
        let times = SearchableTimes()
        let embedding = MemoryEmbedding(store: store, embedder: embedder) { times.embedded($0) }
        let worker = Task { await embedding.run() }
        let contents = MemoryCorpus(seed: settings.seed &+ 3, people: 1).contents(of: 0, count: settings.isQuick ? 40 : 200)
        for (index, content) in contents.enumerated() {
            let added = try await store.add([content], for: corpus.owner(0), at: corpus.time(index))
            times.stored(added.map(\.id))
            embedding.wake()
            await embedding.settled()
        }
        report.add("searchable_ms", times.milliseconds)
        let batch = MemoryCorpus(seed: settings.seed &+ 4, people: 1).contents(of: 0, count: settings.isQuick ? 100 : 1_000)
        _ = try await store.add(batch, for: corpus.owner(1), at: corpus.time(0))
        let watch = Stopwatch()
        embedding.wake()
        await embedding.settled()
        report["embedded_per_s"] = Double(batch.count) / (watch.elapsed / .seconds(1))
        worker.cancel()
        await worker.value
        await store.close()
    }
}
