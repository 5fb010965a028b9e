internal import Inference
internal import Memory
internal import Realtime
internal import Telemetry
internal import Wire

/// `bench recall`: which turns of a conversation are found for questions about it, by meaning, by words, and by both as Coda joins them.
struct RecallBench {
    let settings: BenchSettings
    let progress: Bench.Progress

    private static let rankers = ["dense", "text", "coda"]
    private static let depths = [5, 10]
    /// What meaning counts, beside the share that is used: how much hangs on it.
    private static let otherShares = [0.2, 0.35, 0.5, 0.65, 0.8]
    private static let now = MemoryTime(milliseconds: 1_790_000_000_000)

    private struct Asked {
        var person: Int
        /// Of each ranker, and each other share: the evidence found among the first so many, 0...1.
        var found: [String: [Double]] = [:]
    }

    func run() async throws -> BenchReport {
        var report = BenchReport("recall", settings)
        guard let path = settings.data ?? RecallQuestions.lent else {
            report.notes.append("nothing was measured: name questions with --data FILE, or set CODA_TEST_DATA")
            return report
        }
        let data = try RecallQuestions.load(path)
        report.settings["data"] = .string(path)
        let folder = try ScratchFolder("bench-recall")
        let (embedder, store) = try await open(folder)
        var asked: [Asked] = []
        var times: [Double] = []
        var warmTimes: [Double] = []
        for (index, person) in data.people.enumerated() {
            progress("recall: \(person.name): \(person.turns.count) turns, \(person.questions.count) questions")
            let owner = MemoryOwner(account: "bench", person: "\(index)")
            let ids = try await remember(person, owner, store, embedder)
            let recall = MemoryRecall(embedder: embedder, store: store)
            for question in person.questions {
                asked.append(try await ask(question, index, owner, ids, recall, store, embedder, &times, &warmTimes))
            }
        }
        await store.close()
        report["questions"] = Double(asked.count)
        report["turns"] = Double(data.people.reduce(0) { $0 + $1.turns.count })
        judge(asked, data, &report)
        report.add("latency_ms", times)
        report.add("latency_ms.warm", warmTimes)
        if data.withoutEvidence > 0 {
            report.notes.append("\(data.withoutEvidence) questions do not say where their evidence is and are left out")
        }
        report.notes += [
            "evidence recall: the share of a question's evidence turns among the first 5 or 10, mean over questions; each turn is one memory",
            "difference: paired over questions, .low and .high from 10,000 draws, 95 %",
            "cross_validated: of each file, with the share of meaning that was best on the other files",
            "latency_ms: the question's vector, both searches, joining; .warm: the same after the question was begun while it was spoken",
        ]
        return report
    }

    private func open(_ folder: ScratchFolder) async throws -> (MiniLM, SQLiteMemoryStore) {
        do {
            let embedder = try MiniLM(
                runtime: try InferenceRuntime(libraryPath: settings.home.runtimeLibrary), modelFolder: settings.home.sentenceModel,
                threads: 2, recentTexts: 0)
            return (embedder, try await SQLiteMemoryStore.open(path: folder.path + "/memory.db"))
        } catch { throw BenchError("\(error)") }
    }

    /// Turn ids by memory.
    private func remember(
        _ person: RecallQuestions.Person, _ owner: MemoryOwner, _ store: SQLiteMemoryStore, _ embedder: MiniLM
    ) async throws -> [Int: String] {
        // All at the same time: this is about what fits, not about what is new.
        let contents = person.turns.map { MemoryContent(.episode, $0.text, happened: Self.now) }
        let memories = try await store.add(contents, for: owner, at: Self.now)
        let vectors = try await embedder.embed(person.turns.map(\.text))
        try await store.setVectors(Dictionary(uniqueKeysWithValues: zip(memories.map(\.id), vectors)))
        try await store.prepare(owner)
        return Dictionary(uniqueKeysWithValues: zip(memories.map(\.id), person.turns.map(\.id)))
    }

    private func ask(
        _ question: RecallQuestions.Question, _ person: Int, _ owner: MemoryOwner, _ ids: [Int: String], _ recall: MemoryRecall,
        _ store: SQLiteMemoryStore, _ embedder: MiniLM, _ times: inout [Double], _ warmTimes: inout [Double]
    ) async throws -> Asked {
        var asked = Asked(person: person)
        func count(_ ranker: String, _ ranked: [Int]) {
            asked.found[ranker] = Self.depths.map { depth in
                let found = Set(ranked.prefix(depth).compactMap { ids[$0] })
                return Double(question.evidence.intersection(found).count) / Double(question.evidence.count)
            }
        }
        let vector = try await embedder.embed([question.text])[0]
        let near = try await store.near(vector, MemoryFilter(), of: owner, limit: 64)
        let words = try await store.matching(question.text, MemoryFilter(), of: owner, limit: 64)
        count("dense", near.map(\.id))
        count("text", words.map(\.id))
        for share in Self.otherShares { count("share \(share)", RecallFusion.ranked(meaning: near, words: words, share: share)) }
        var wanted = RecallSettings()
        (wanted.limit, wanted.tokens, wanted.marksUse) = (10, nil, false)
        let watch = Stopwatch()
        let recalled = try await recall.search(question.text, owner: owner, at: Self.now, settings: wanted)
        times.append(watch.milliseconds)
        count("coda", recalled.map(\.memory.id))
        recall.warm(partial: question.text, owner: owner)
        // As long as it takes from the last word to the end of the turn at the least.
        try await Task.sleep(for: .milliseconds(30))
        let warm = Stopwatch()
        let again = try await recall.search(question.text, owner: owner, at: Self.now, settings: wanted)
        warmTimes.append(warm.milliseconds)
        guard again.map(\.memory.id) == recalled.map(\.memory.id) else { throw BenchError("what was begun early recalled something else") }
        return asked
    }

    // MARK: Judging

    private func judge(_ asked: [Asked], _ data: RecallQuestions, _ report: inout BenchReport) {
        for (place, depth) in Self.depths.enumerated() {
            let name = "evidence_recall_at_\(depth)_share"
            func mean(_ ranker: String, _ some: [Asked]) -> Double {
                some.reduce(0) { $0 + ($1.found[ranker]?[place] ?? 0) } / Double(max(1, some.count))
            }
            for ranker in Self.rankers {
                report["\(name).\(ranker)"] = mean(ranker, asked)
                for (index, person) in data.people.enumerated() where data.people.count <= 12 {
                    let own = asked.filter { $0.person == index }
                    if !own.isEmpty { report["\(name).\(ranker).\(person.name)"] = mean(ranker, own) }
                }
            }
            for other in ["dense", "text"] {
                let differences = asked.map { ($0.found["coda"]?[place] ?? 0) - ($0.found[other]?[place] ?? 0) }
                let interval = PairedBootstrap(differences, seed: settings.seed)
                report["difference_at_\(depth)_share.coda_\(other)"] = interval.mean
                report["difference_at_\(depth)_share.coda_\(other).low"] = interval.low
                report["difference_at_\(depth)_share.coda_\(other).high"] = interval.high
            }
            for share in Self.otherShares { report["\(name).meaning_\(Int(share * 100))"] = mean("share \(share)", asked) }
            guard data.people.count > 1 else { continue }
            var left: [Double] = []
            for index in data.people.indices {
                let others = asked.filter { $0.person != index }
                let best = Self.otherShares.max { mean("share \($0)", others) < mean("share \($1)", others) } ?? 0.5
                left += asked.filter { $0.person == index }.map { $0.found["share \(best)"]?[place] ?? 0 }
            }
            report["\(name).cross_validated"] = left.reduce(0, +) / Double(max(1, left.count))
        }
    }
}
