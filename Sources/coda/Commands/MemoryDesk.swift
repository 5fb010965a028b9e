internal import Assistant
internal import Dialogue
internal import FoundationEssentials
internal import Memory
internal import Realtime
internal import Wire

/// The actions of `coda memory` on one person's memories.
struct MemoryDesk {
    let store: RowMemoryStore
    let arguments: Arguments

    private var isJSON: Bool { arguments.has("--json") }

    private var owner: MemoryOwner { arguments.owner }

    private func kind() throws -> MemoryContent.Kind? {
        guard let word = arguments.value("--kind") else { return nil }
        if let kind = MemoryContent.Kind(rawValue: word) { return kind }
        throw CommandLineError(.usage, "--kind is one of \(MemoryContent.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    }

    private func limit() throws -> Int { try arguments.integer("--limit", in: 1...100_000, default: 50) }

    private func id(_ word: String) throws -> Int {
        guard let id = Int(word) else { throw CommandLineError(.usage, "\"\(word)\" is no number of a memory. See: coda memory list") }
        return id
    }

    private func personal() -> PersonalMemory { PersonalMemory(store: store, embedder: Engines.loadEmbedder(from: EngineHome.locate())) }

    func list() async throws {
        var filter = MemoryFilter()
        if let kind = try kind() { filter.kinds = [kind] }
        let memories = try await store.list(filter, of: owner, limit: try limit(), before: nil)
        if isJSON { return printObject("coda.memory.list/1", ["memories": .array(memories.map { object($0) })]) }
        if memories.isEmpty { return Terminal.say("Nothing is remembered of this person.") }
        for memory in memories { Terminal.print("\(memory.id)  \(memory.content.kind.rawValue.padded(to: 10))  \(memory.content.text)") }
    }

    func search(_ text: String) async throws {
        var settings = RecallSettings()
        settings.limit = min(try limit(), 50)
        settings.tokens = nil
        settings.marksUse = false
        if let kind = try kind() { settings.filter.kinds = [kind] }
        let found = try await personal().recall.search(text, owner: owner, at: .now, settings: settings)
        if isJSON {
            let list = found.map { recalled in
                object(recalled.memory).merging(["score": .number(recalled.score), "why": .string(recalled.explanation)])
            }
            return printObject("coda.memory.search/1", ["memories": .array(list)])
        }
        if found.isEmpty { return Terminal.say("Nothing of the kind is remembered.") }
        for recalled in found { Terminal.print("\(recalled.memory.id)  \(recalled.memory.content.text)  (\(recalled.explanation))") }
    }

    func show(_ word: String) async throws {
        guard let memory = try await store.memories([try id(word)], of: owner).first else { throw unknown(word) }
        Terminal.print(object(memory).text)
    }

    func add(_ text: String) async throws {
        let memories: [Memory]
        if let kind = try kind() {
            var content = MemoryContent(kind, text, happened: .now)
            content.source = MemorySource(.written)
            memories = try await store.add([content], for: owner, at: .now)
        } else {
            memories = try await personal().remember(text, of: owner, session: "command-line", now: .local(), at: .now)
        }
        if isJSON { return printObject("coda.memory.add/1", ["memories": .array(memories.map { object($0) })]) }
        for memory in memories { Terminal.print("\(memory.id)  \(memory.content.text)") }
    }

    func forget(_ words: [String]) async throws {
        if arguments.has("--everything") {
            guard arguments.has("--yes") else {
                throw CommandLineError(.usage, "all of this person's memories would be gone for good: give --yes.")
            }
            let count = try await store.forgetEverything(of: owner)
            return Terminal.say("\(count) \(count == 1 ? "memory is" : "memories are") forgotten.")
        }
        let ids = try words.map { try id($0) }
        let known = Set(try await store.memories(ids, of: owner).map(\.id))
        if let stranger = zip(ids, words).first(where: { !known.contains($0.0) }) { throw unknown(stranger.1) }
        try await store.forget(ids, of: owner)
        Terminal.say("\(ids.count) \(ids.count == 1 ? "memory is" : "memories are") forgotten.")
    }

    func export() async throws {
        let lines = try await MemoryArchive.export(store, of: owner)
        guard let path = arguments.value("--output") else {
            for line in lines { Terminal.print(String(line.dropLast())) }
            return
        }
        try writeBytes(Array(lines.joined().utf8), to: path, mode: 0o600)
        Terminal.say("\(lines.count) \(lines.count == 1 ? "memory is" : "memories are") in \(path).")
    }

    func take(_ path: String) async throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandLineError(.input, "\(path): there is no such file, or it may not be read.")
        }
        let outcome = try await MemoryArchive.import(String(decoding: data, as: UTF8.self), into: store, for: owner, at: .now)
        Terminal.say("\(outcome.added) taken in, \(outcome.known) were there already.")
    }

    func consolidate() async throws {
        let report = try await MemoryConsolidation(store: store).run(owner, at: .now)
        if isJSON { return printObject("coda.memory.consolidate/1", report.members) }
        Terminal.print(report.summary)
        guard report.after < report.before else { return }
        Terminal.print("To take it back: coda memory undo \(report.run.milliseconds)")
    }

    func undo(_ word: String) async throws {
        guard let run = Int(word) else {
            throw CommandLineError(.usage, "\"\(word)\" names no consolidation: its report does, and coda memory stats the last one.")
        }
        let count = try await MemoryConsolidation(store: store).undo(MemoryTime(milliseconds: run), of: owner, at: .now)
        guard count > 0 else { throw CommandLineError(.input, "there is nothing of a consolidation \(run) to take back.") }
        if isJSON { return printObject("coda.memory.undo/1", ["counting_again": .integer(count)]) }
        Terminal.say("\(count) memories count again.")
    }

    func statistics() async throws {
        let statistics = try await store.statistics(of: owner)
        let last = try await MemoryUpkeep.last(of: owner, in: store)
        if isJSON {
            var members = statistics.members
            members["last_consolidation"] = last.map { .integer($0.run.milliseconds) }
            return printObject("coda.memory.stats/1", members)
        }
        Terminal.print("\(statistics.memories) memories, \(statistics.retired) of them closed by newer ones; \(statistics.bytes) bytes")
        for kind in MemoryContent.Kind.allCases { Terminal.print("  \(kind.rawValue.padded(to: 10))  \(statistics.byKind[kind] ?? 0)") }
        if let last {
            Terminal.print("  consolidation \(last.run.milliseconds) made \(last.after) of \(last.before): coda memory undo takes it back")
        }
        guard statistics.withoutVector > 0 else { return }
        Terminal.print("  \(statistics.withoutVector) are found by their words alone until a server gives them vectors")
    }

    private func unknown(_ word: String) -> CommandLineError {
        CommandLineError(.input, "this person has no memory \(word). See: coda memory list")
    }

    private func object(_ memory: Memory) -> JSONValue { MemoryArchive.object(memory) }

    private func printObject(_ schema: String, _ members: [String: JSONValue]) {
        Terminal.print(JSONValue.object(members.merging(["schema": .string(schema)]) { $1 }).text)
    }
}
