import Memory
import Synchronization
import Testing

@Suite struct ConsolidationTests {
    let store = ScratchStore()
    let owner = MemoryOwner(account: "a", person: "p")
    static let now = MemoryTime(milliseconds: 1_800_000_000_000)

    @discardableResult
    private func keep(
        _ text: String, kind: MemoryContent.Kind = .fact, attribute: String? = nil, value: String? = nil, daysAgo: Int = 10,
        vector: [Float]? = [1, 0, 0], importance: Double = 0.5
    ) async throws -> Int {
        var content = MemoryContent(kind, text, happened: MemoryTime(milliseconds: Self.now.milliseconds - daysAgo * 86_400_000))
        content.attribute = attribute
        content.value = value
        content.importance = importance
        let id = try #require(try await store.add([content], for: owner, at: Self.now).first).id
        if let vector { try await store.setVectors([id: vector]) }
        return id
    }

    private func run(_ at: Int = 1) async throws -> ConsolidationReport {
        try await MemoryConsolidation(store: store).run(owner, at: MemoryTime(milliseconds: Self.now.milliseconds + at))
    }

    @Test(arguments: [
        ("They like green tea.", "They like black tea."), ("Anna likes Ben.", "Ben likes Anna."),
        ("They eat meat.", "They do not eat meat."),
        ("They moved from Leeds to York.", "They moved to Leeds from York."), ("They own 2 cats.", "They own 3 cats."),
        ("They live in York.", "They used to live in York."), ("They were a nurse.", "They are a nurse."),
        ("They talked about the museum.", "They went to the museum."), ("They work for Tom.", "They work with Tom."),
        ("They can swim.", "They should swim."), ("They like tea.", "They hate tea."), ("They like tea.", "They like tea with milk."),
        ("They eat only fish.", "They eat fish."), ("They met Tom before lunch.", "They met Tom after lunch."),
    ])
    func whatIsDifferentStaysApart(_ first: String, _ second: String) async throws {
        try await keep(first)
        try await keep(second)
        let report = try await run()
        #expect(report.merges.isEmpty && store.current.count == 2)
    }

    @Test(arguments: [
        ("They like green tea.", "they like the green tea"), ("They really enjoy hiking.", "They love hiking."),
        ("Their mum lives in Hull.", "Their mother resides in Hull."), ("They went to the zoo.", "They visited the zoo."),
    ])
    func anotherWordingOfTheSameIsMerged(_ first: String, _ second: String) async throws {
        let ids = [try await keep(first), try await keep(second)]
        let report = try await run()
        #expect(report.merges.map(\.from) == [ids] && report.reduction == 0.5)
        let left = try #require(store.current.first)
        #expect(left.content.source.origin == .consolidated && left.content.source.memories == ids)
        let replacements = Set(store.all.filter { !$0.isCurrent }.map(\.replacedBy))
        #expect(replacements == [left.id])
        #expect(store.state.withLock { $0.vectors[left.id] } != nil)
    }

    @Test func farVectorsKeepWordingsApart() async throws {
        try await keep("They love hiking.", vector: [1, 0, 0])
        try await keep("They enjoy hiking.", vector: [0, 1, 0])
        #expect(try await run().merges.isEmpty)
    }

    @Test func withoutVectorsOnlyEqualWordsMerge() async throws {
        try await keep("They love hiking.", vector: nil)
        try await keep("They enjoy hiking.", vector: nil)
        try await keep("they love hiking", vector: nil)
        #expect(try await run().merges.map(\.from) == [[1, 3]])
    }

    @Test func equalAttributesAndValuesMerge() async throws {
        try await keep("They work for the hospital.", attribute: "work.employer", value: "the hospital")
        try await keep("They are employed at a hospital.", attribute: "work.employer", value: "hospital")
        try await keep("They work for Tesco.", attribute: "work.employer", value: "Tesco")
        let report = try await run()
        #expect(report.merges.map(\.reason) == [.sameFact] && store.current.count == 2)
    }

    @Test func whatWasAndWhatIsStayApart() async throws {
        let past = try await keep("They live in York.", attribute: "home.city", value: "York")
        try await store.edit(past, of: owner) { $0.content.validUntil = MemoryTime(milliseconds: 1_000) }
        try await keep("They live in York.", attribute: "home.city", value: "York")
        #expect(try await run().merges.isEmpty)
    }

    @Test func whatCameAgainBecomesASummaryThatGrows() async throws {
        for day in [40, 33, 26] { try await keep("They ran in the park.", kind: .episode, daysAgo: day) }
        try await keep("They saw a film.", kind: .episode, daysAgo: 40)
        #expect(try await run(1).merges.map(\.reason) == [.repeated])
        let summary = try #require(store.current.first { $0.content.kind == .summary })
        #expect(summary.content.text.hasPrefix("They ran in the park (3 times from 20"))
        try await keep("They ran in the park.", kind: .episode, daysAgo: 19)
        #expect(try await run(2).merges.count == 1)
        let summaries = store.current.filter { $0.content.kind == .summary }
        #expect(summaries.count == 1 && summaries[0].content.text.contains("(4 times"))
        #expect(store.current.count == 2)
    }

    @Test func anEpisodeOfTwoDaysStaysTwo() async throws {
        for day in [40, 33] { try await keep("They ran in the park.", kind: .episode, daysAgo: day) }
        #expect(try await run().merges.isEmpty)
    }

    @Test func undoingBringsEverythingBack() async throws {
        for _ in 0..<2 { try await keep("They like tea.") }
        for day in [40, 33, 26] { try await keep("They ran.", kind: .episode, daysAgo: day) }
        try await keep("They yawned.", kind: .episode, daysAgo: 900, importance: 0.1)
        let used = try await keep("They like chess.", importance: 0.2)
        for _ in 0..<9 { await store.recalled([used], of: owner, at: Self.now) }
        let before = store.current
        let consolidation = MemoryConsolidation(store: store)
        let report = try await run()
        #expect(report.merges.count == 2 && report.decayed.count == 1 && report.reweighed.count == 1)
        #expect(report.after == store.current.count)
        try await consolidation.undo(report.run, of: owner, reweighed: report.reweighed, at: Self.now)
        #expect(store.current == before)
    }

    @Test func whatIsNewerThanARunIsNotUndone() async throws {
        for _ in 0..<2 { try await keep("They live in York.", attribute: "home.city", value: "York") }
        let report = try await run()
        let lesson = MemoryKeeperTests.home("Leeds", day: 2_000)
        try await MemoryKeeper(store: store).learn([lesson], for: owner, at: Self.now)
        try await MemoryConsolidation(store: store).undo(report.run, of: owner, at: Self.now)
        #expect(store.current.map(\.content.value) == ["Leeds"])
    }

    @Test func aRunThatIsBrokenOffGoesOn() async throws {
        for number in 0..<40 { for _ in 0..<2 { try await keep("They own book number \(number).") } }
        var settings = ConsolidationSettings()
        settings.batch = 4
        let consolidation = MemoryConsolidation(store: store, settings: settings)
        // A transaction takes 12 changes; the fourth is refused.
        store.state.withLock { $0.changesLeft = 40 }
        await #expect(throws: MemoryError.self) { try await consolidation.run(owner, at: Self.now) }
        #expect(store.current.count == 68)
        store.state.withLock { $0.changesLeft = .max }
        let report = try await consolidation.run(owner, at: MemoryTime(milliseconds: Self.now.milliseconds + 1))
        #expect(report.merges.count == 28 && store.current.count == 40)
        #expect(try await run(2).merges.isEmpty)
    }

    @Test func transactionsAreSmall() async throws {
        for number in 0..<300 { for _ in 0..<2 { try await keep("They own book number \(number).") } }
        let largest = Mutex(0)
        let merged = Mutex(0)
        _ = try await MemoryConsolidation(store: store).run(owner, at: Self.now) { report in
            let count = report.merges.count
            let step = merged.withLock { before in
                defer { before = count }
                return count - before
            }
            largest.withLock { $0 = max($0, step) }
        }
        #expect(largest.withLock { $0 } == 64 && store.current.count == 300)
    }
}
