internal import Memory
internal import Network
internal import Wire

/// What can be done with memories by HTTP. A memory is an object as an export has it.
extension MemoryDoor {
    private static let mostListed = 1_000
    private static let mostFound = 50
    /// Added by one request.
    private static let mostAdded = 1_000

    // MARK: Reading

    func list(_ query: MemoryQuery) async throws(MemoryRefusal) -> HTTPResponse {
        try query.allow(MemoryQuery.filters.union(["limit", "before"]))
        let limit = try query.whole("limit", in: 1...Self.mostListed) ?? 50
        let (filter, before) = (try query.filter(), try query.whole("before", in: 1...Int.max))
        // One more shows whether there are more.
        let found = try await stored { () throws(MemoryError) in
            try await offer.store.list(filter, of: owner, limit: limit + 1, before: before)
        }
        let page = Array(found.prefix(limit))
        var members: [String: JSONValue] = ["memories": Self.list(page)]
        if found.count > limit, let last = page.last { members["before"] = .integer(last.id) }
        return Self.answer(.object(members))
    }

    func search(_ query: MemoryQuery) async throws(MemoryRefusal) -> HTTPResponse {
        try query.allow(MemoryQuery.filters.union(["limit", "q"]))
        guard let text = query.text("q"), !text.isEmpty else { throw .invalid("q", "Say in \"q\" what to search for.") }
        var settings = RecallSettings()
        settings.limit = try query.whole("limit", in: 1...Self.mostFound) ?? 10
        settings.filter = try query.filter()
        settings.tokens = nil
        settings.marksUse = false
        let found = try await stored { [settings] () throws(MemoryError) in
            try await offer.recall.search(text, owner: owner, at: .now, settings: settings)
        }
        let memories = found.map { recalled -> JSONValue in
            var members = MemoryArchive.members(recalled.memory)
            members["score"] = .number(recalled.score)
            members["why"] = .string(recalled.explanation)
            return .object(members)
        }
        return Self.answer(["memories": .array(memories)])
    }

    func export() async throws(MemoryRefusal) -> HTTPResponse {
        let lines = try await stored { () throws(MemoryError) in try await MemoryArchive.export(offer.store, of: owner) }
        return HTTPResponse(
            status: 200, contentType: "application/jsonl; charset=utf-8",
            headers: [("Cache-Control", "no-store"), ("Content-Disposition", "attachment; filename=\"memories.jsonl\"")],
            body: Array(lines.joined().utf8))
    }

    func statistics() async throws(MemoryRefusal) -> HTTPResponse {
        let statistics = try await stored { () throws(MemoryError) in try await offer.store.statistics(of: owner) }
        return Self.answer(.object(statistics.members))
    }

    // MARK: Writing

    func add(_ body: [String: JSONValue]) async throws(MemoryRefusal) -> HTTPResponse {
        if case .array(let several)? = body["memories"] {
            guard body.count == 1 else { throw .invalid("memories", "Beside \"memories\" there may be nothing.") }
            guard (1...Self.mostAdded).contains(several.count) else {
                throw .invalid("memories", "From 1 to \(Self.mostAdded) memories are added at once.")
            }
            var contents: [MemoryContent] = []
            for (index, item) in several.enumerated() {
                guard case .object(let members) = item else { throw .invalid("memories[\(index)]", "A memory is a JSON object.") }
                contents.append(try content(members, at: "memories[\(index)]"))
            }
            return try await add(contents)
        }
        guard body["kind"] == nil, body.count == 1, let text = body["text"]?.string else { return try await add([content(body, at: nil)]) }
        guard (1...MemoryContent.longestText).contains(text.utf8.count) else {
            throw .invalid("text", "\"text\" may have from 1 to \(MemoryContent.longestText) bytes.")
        }
        let learnt = try await stored { () throws(MemoryError) in try await offer.learn(text, owner) }
        return Self.answer(["memories": Self.list(learnt)], status: 201)
    }

    private func content(_ members: [String: JSONValue], at place: String?) throws(MemoryRefusal) -> MemoryContent {
        do throws(MemoryError) { return try MemoryArchive.content(members, at: .now) } catch {
            throw MemoryRefusal(400, "invalid_value", error.description, parameter: place)
        }
    }

    private func add(_ contents: [MemoryContent]) async throws(MemoryRefusal) -> HTTPResponse {
        let added = try await stored { () throws(MemoryError) in try await offer.store.add(contents, for: owner, at: .now) }
        offer.wrote()
        return Self.answer(["memories": Self.list(added)], status: 201)
    }

    /// Changes the members that are given; `null` takes one away.
    func change(_ id: Int, _ body: [String: JSONValue]) async throws(MemoryRefusal) -> HTTPResponse {
        guard !body.isEmpty else {
            throw .invalid("body", "Give what is to change: \(MemoryArchive.writable.sorted().joined(separator: ", ")).")
        }
        let old = MemoryArchive.members(try await memory(id))
        let written = try content(old.filter { MemoryArchive.writable.contains($0.key) }.merging(body) { $1 }, at: nil)
        let edited = try await stored { () throws(MemoryError) in
            try await offer.store.edit(id, of: owner) { memory in
                let source = memory.content.source
                memory.content = written
                memory.content.source = source
            }
        }
        offer.wrote()
        return Self.answer(MemoryArchive.object(edited))
    }

    func take(_ text: String) async throws(MemoryRefusal) -> HTTPResponse {
        let outcome = try await stored { () throws(MemoryError) in
            try await MemoryArchive.import(text, into: offer.store, for: owner, at: .now)
        }
        offer.wrote()
        return Self.answer(["added": .integer(outcome.added), "known": .integer(outcome.known)])
    }

    func forgetEverything(_ query: MemoryQuery) async throws(MemoryRefusal) -> HTTPResponse {
        try query.allow(["everything"])
        guard try query.isSet("everything") else {
            throw .invalid("everything", "All of this person's memories would be gone for good: say everything=true.")
        }
        let count = try await stored { () throws(MemoryError) in try await offer.store.forgetEverything(of: owner) }
        return Self.answer(["forgotten": .integer(count)])
    }

    // MARK: Consolidation

    func consolidate() async throws(MemoryRefusal) -> HTTPResponse {
        let report = try await stored { () throws(MemoryError) in try await MemoryConsolidation(store: offer.store).run(owner, at: .now) }
        offer.wrote()
        return Self.answer(.object(report.members))
    }

    func undo(_ body: [String: JSONValue]) async throws(MemoryRefusal) -> HTTPResponse {
        guard let run = body["run"]?.integer, body.count == 1 else {
            throw .invalid("run", "Say in \"run\" which consolidation, as its report names it.")
        }
        let count = try await stored { () throws(MemoryError) in
            try await MemoryConsolidation(store: offer.store).undo(MemoryTime(milliseconds: run), of: owner, at: .now)
        }
        return Self.answer(["counting_again": .integer(count)])
    }
}
