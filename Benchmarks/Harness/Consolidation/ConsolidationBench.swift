internal import Inference
internal import Memory
internal import Realtime
internal import Telemetry
internal import Wire

/// `bench consolidation`: how long it takes to tidy a person's memories, how many fewer they are, and whether anything said is lost.
struct ConsolidationBench {
    let settings: BenchSettings
    let progress: Bench.Progress

    /// How many memories, and which share of them says something again.
    private static let sizes: [(count: Int, share: Double)] = [(1_000, 0.19), (10_000, 0.27), (100_000, 0.34)]
    private static let now = MemoryTime(milliseconds: 1_790_000_000_000)

    func run() async throws -> BenchReport {
        var report = BenchReport("consolidation", settings)
        let embedder: MiniLM
        do {
            embedder = try MiniLM(
                runtime: try InferenceRuntime(libraryPath: settings.home.runtimeLibrary), modelFolder: settings.home.sentenceModel,
                threads: 2, recentTexts: 0)
        } catch { throw BenchError("\(error)") }
        for (count, share) in settings.isQuick ? Array(Self.sizes.prefix(2)) : Self.sizes {
            try await measure(count, share, embedder, &report)
        }
        report.notes += [
            "seconds: reading every memory of the person, finding what is the same, writing it in durable transactions, importance; without the making of vectors",
            "vectors: of the texts that have another wording, by the sentence model and before the clock starts; no others are looked at",
            "duplicates: planted, in the same words and in others, some turned round so that only a reader would know; planted_share of all",
            "distinct_facts_lost: things said of which no memory counts any more; none_merged_wrongly: memories made of two different things",
            "the other: its reduction depends on its own data, which is not published",
        ]
        return report
    }

    private func measure(_ count: Int, _ share: Double, _ embedder: MiniLM, _ report: inout BenchReport) async throws {
        progress("consolidation: \(count) memories: making them")
        let life = RepeatingLife(count: count, repeating: share, seed: settings.seed &+ UInt64(count))
        let folder = try ScratchFolder("bench-consolidation")
        let store: SQLiteMemoryStore
        do { store = try await SQLiteMemoryStore.open(path: folder.path + "/memory.db") } catch { throw BenchError("\(error)") }
        let owner = MemoryOwner(account: "bench", person: "one")
        var truths: [Int: Int] = [:]
        for start in stride(from: 0, to: count, by: 2_000) {
            let some = life.entries[start..<min(count, start + 2_000)]
            let memories = try await store.add(some.map(\.content), for: owner, at: Self.now)
            for (memory, entry) in zip(memories, some) { truths[memory.id] = entry.truth }
            let wanting = zip(memories, some).filter { $0.1.wantsVector }.map(\.0)
            let vectors = try await embedder.embed(wanting.map(\.content.text))
            try await store.setVectors(Dictionary(uniqueKeysWithValues: zip(wanting.map(\.id), vectors)))
        }
        progress("consolidation: \(count) memories: tidying")
        let consolidation = MemoryConsolidation(store: store)
        let run = MemoryTime(milliseconds: Self.now.milliseconds + 1)
        let watch = Stopwatch()
        let result = try await consolidation.run(owner, at: run)
        report["seconds.\(count)"] = watch.milliseconds / 1_000
        report["reduction_share.\(count)"] = result.reduction
        report["planted_share.\(count)"] = Double(life.duplicates) / Double(count)
        report["duplicates_found_share.\(count)"] = Double(result.before - result.after) / Double(max(1, life.duplicates))

        progress("consolidation: \(count) memories: checking")
        let left = try await current(store, owner)
        var told: Set<Int> = []
        for memory in left {
            if let truth = truths[memory.id] { told.insert(truth) }
            for source in memory.content.source.memories { if let truth = truths[source] { told.insert(truth) } }
        }
        let mixed = result.merges.count { merge in Set(merge.from.compactMap { truths[$0] }).count > 1 }
        // A memory made of two different things says only one of them.
        let lost = result.merges.reduce(0) { $0 + max(0, Set($1.from.compactMap { truths[$0] }).count - 1) }
        report["distinct_facts_lost.\(count)"] = Double(life.truths - told.count + lost)
        report["merged_wrongly.\(count)"] = Double(mixed)
        guard left.count == result.after else { throw BenchError("\(left.count) memories are left and \(result.after) were told") }
        let undoing = Stopwatch()
        let reopened = try await consolidation.undo(run, of: owner, reweighed: result.reweighed, at: Self.now)
        report["undo_s.\(count)"] = undoing.milliseconds / 1_000
        let back = try await current(store, owner)
        guard Set(back.map(\.id)) == Set(truths.keys), reopened == result.merges.reduce(0, { $0 + $1.from.count }) + result.decayed.count
        else { throw BenchError("undoing left other memories than there were") }
        await store.close()
    }

    private func current(_ store: SQLiteMemoryStore, _ owner: MemoryOwner) async throws -> [Memory] {
        var all: [Memory] = []
        var before: Int?
        repeat {
            let page = try await store.list(MemoryFilter(), of: owner, limit: 5_000, before: before)
            all += page
            before = page.count < 5_000 ? nil : page.last?.id
        } while before != nil
        return all
    }
}
