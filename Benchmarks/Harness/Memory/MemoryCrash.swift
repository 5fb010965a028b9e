internal import Glibc
internal import Memory
internal import Resources
internal import Telemetry
internal import Wire

/// Kills a process that stores memories at moments drawn by chance, again and again over the same file, and looks for what it acknowledged.
struct MemoryCrash {
    let settings: BenchSettings
    let progress: Bench.Progress

    private static let writers = 8
    private static let owners = 4

    func run(_ report: inout BenchReport) async throws {
        let folder = try ScratchFolder("bench-kills")
        let path = folder.path + "/memory.db"
        var numbers = SeededNumbers(settings.seed ^ 0x6B69_6C6C)
        var (acknowledged, forgotten): (Set<Int>, Set<Int>) = ([], [])
        var (stored, lost, risen, damaged) = (0, 0, 0, 0)
        var restarts: [Double] = []
        for kill in 0..<settings.kills {
            let pause = Duration.milliseconds(20 + numbers.below(400))
            let seed = Int(numbers.next() >> 40)
            let said = try await onThread(named: "kills") { try Self.killed(path, after: pause, seed: seed) }
            for line in said {
                guard let id = Int(line.dropFirst()) else { continue }
                switch line.first {
                case "+": acknowledged.insert(id)
                // Whether a forgetting that was cut short was kept nobody knows.
                case "?": acknowledged.remove(id)
                default: forgotten.insert(id)
                }
                stored += line.first == "+" ? 1 : 0
            }
            var options = MemoryStoreOptions()
            options.setsDamagedAside = false
            let watch = Stopwatch()
            guard let store = try? await SQLiteMemoryStore.open(path: path, options: options) else {
                damaged += 1
                continue
            }
            restarts.append(watch.milliseconds)
            if try await !store.isSound() { damaged += 1 }
            var there: Set<Int> = []
            for owner in 0..<Self.owners { there.formUnion(try await Self.ids(store, Self.owner(owner))) }
            lost += acknowledged.subtracting(there).count
            risen += forgotten.intersection(there).count
            await store.close()
            if (kill + 1) % 20 == 0 { progress("memory: killed \(kill + 1) times, \(stored) memories acknowledged") }
        }
        report["kills"] = Double(settings.kills)
        report["acknowledged"] = Double(stored)
        report["acknowledged_lost"] = Double(lost)
        report["forgotten_again_there"] = Double(risen)
        report["damaged_files"] = Double(damaged)
        report.add("restart_ms", restarts)
        report.notes.append(
            "each kill is SIGKILL 20 to 420 ms after the start, with \(Self.writers) writers; restart_ms is until the store can be used, a look for damage included"
        )
    }

    private static func owner(_ index: Int) -> MemoryOwner { MemoryOwner(account: "house", person: "person\(index)") }

    private static func ids(_ store: SQLiteMemoryStore, _ owner: MemoryOwner) async throws -> Set<Int> {
        var filter = MemoryFilter()
        filter.includesRetired = true
        return Set(try await store.list(filter, of: owner, limit: .max, before: nil).map(\.id))
    }

    /// - Returns: the whole lines that the process printed before its end.
    private static func killed(_ path: String, after pause: Duration, seed: Int) throws -> [Substring] {
        let process = try SpawnedProcess(
            SpawnedProcess.itself, ["coda", "bench", "memory", "--writer", path, "--seed", "\(seed)"])
        // It says when it begins to write: before that there is nothing to be lost.
        var text = process.read()
        let hasEnded = ThreadCondition(false)
        spawnThread(name: "killer") { [identifier = process.identifier] in
            if !hasEnded.wait(until: { $0 }, atMost: pause, take: { $0 }) { kill(identifier, SIGKILL) }
        }
        while case let more = process.read(), !more.isEmpty { text += more }
        hasEnded.withLock { $0 = true }
        process.stop()
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    /// Stores, changes and forgets until killed; prints `+ID` once a memory is acknowledged, `?ID` before and `-ID` after one is forgotten.
    static func write(_ path: String, seed: UInt64) async throws -> BenchReport {
        let store = try await SQLiteMemoryStore.open(path: path)
        say("ready")
        try await withThrowingTaskGroup { group in
            for writer in 0..<writers {
                group.addTask {
                    // In portions: the first is written before the others are made.
                    for portion in 0..<UInt64(10_000) {
                        let corpus = MemoryCorpus(seed: seed &+ portion &* UInt64(writers) &+ UInt64(writer), people: 1)
                        try await write(corpus, store, owner(writer % owners))
                    }
                }
            }
            try await group.waitForAll()
        }
        throw BenchError("nobody killed the writer.")
    }

    private static func write(_ corpus: MemoryCorpus, _ store: SQLiteMemoryStore, _ owner: MemoryOwner) async throws {
        for (index, content) in corpus.contents(of: 0, count: 100).enumerated() {
            let id = try await store.add([content], for: owner, at: corpus.time(index))[0].id
            say("+\(id)")
            if index % 5 == 1 { try await store.edit(id, of: owner) { $0.content.text += " Still so." } }
            guard index % 7 == 2 else { continue }
            say("?\(id)")
            try await store.forget([id], of: owner)
            say("-\(id)")
        }
    }

    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = unsafe Glibc.write(STDOUT_FILENO, bytes, bytes.count)
    }
}
