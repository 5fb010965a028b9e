import Inference
import Memory
import Synchronization
import Testing

/// Gives known texts known vectors, and counts how often it is asked.
final class TableEmbedder: SentenceEmbedder {
    let dimensions = 3
    let table: [String: [Float]]
    let asked = Mutex(0)

    init(_ table: [String: [Float]]) { self.table = table }

    func embed(_ texts: [String]) async throws(InferenceError) -> [[Float]] {
        asked.withLock { $0 += texts.count }
        return texts.map { table[$0] ?? [0, 0, 1] }
    }
}

@Suite struct MemoryRecallTests {
    let store = ScratchStore()
    let owner = MemoryOwner(account: "a", person: "p")
    let now = MemoryTime(milliseconds: 1_700_000_000_000)

    private func keep(
        _ text: String, _ vector: [Float], daysAgo: Int = 0, importance: Double = 0.5, attribute: String? = nil, value: String? = nil
    )
        async throws -> Int
    {
        var content = MemoryContent(.fact, text, happened: MemoryTime(milliseconds: now.milliseconds - daysAgo * 86_400_000))
        content.importance = importance
        content.attribute = attribute
        content.value = value
        let id = try #require(try await store.add([content], for: owner, at: now).first).id
        try await store.setVectors([id: vector])
        return id
    }

    private func recall(_ table: [String: [Float]] = [:]) -> MemoryRecall { MemoryRecall(embedder: TableEmbedder(table), store: store) }

    @Test func whatFitsByBothComesFirst() async throws {
        let meaning = try await keep("They play the cello.", [1, 0, 0])
        let words = try await keep("They lost their music box.", [0, 1, 0])
        let both = try await keep("They like music and concerts.", [0.9, 0.1, 0])
        let found = await recall(["what music do they like": [1, 0, 0]]).recall("what music do they like", owner: owner, at: now)
        #expect(found.first?.memory.id == both)
        #expect(Set(found.map(\.memory.id)) == [meaning, words, both])
        #expect(found.first?.explanation.contains("words fit") == true && found.first?.explanation.contains("meaning fits") == true)
    }

    @Test func whatIsEquallyFittingIsOrderedByHowMuchItMatters() async throws {
        let old = try await keep("They ate plums.", [1, 0, 0], daysAgo: 900, importance: 0.2)
        let new = try await keep("They ate pears.", [1, 0, 0], importance: 0.9)
        let found = await recall(["what did they eat": [1, 0, 0]]).recall("what did they eat", owner: owner, at: now)
        #expect(found.map(\.memory.id) == [new, old])
    }

    @Test func eachThingIsToldOnce() async throws {
        _ = try await keep("They live in Leeds.", [1, 0, 0], attribute: "home.city", value: "Leeds")
        _ = try await keep("Their home is in Leeds.", [1, 0, 0], attribute: "home.city", value: "leeds")
        _ = try await keep("they live in leeds", [1, 0, 0])
        let found = await recall(["home": [1, 0, 0]]).recall("home", owner: owner, at: now)
        // Which of the three it is hangs on their ranks alone.
        #expect((1...2).contains(found.count))
    }

    @Test func tokensAndLimitBoundIt() async throws {
        for number in 0..<20 { _ = try await keep("They keep the garden tool number \(number) in the shed.", [1, 0, 0]) }
        var settings = RecallSettings()
        settings.tokens = 40
        let found = await recall().recall("garden", owner: owner, at: now, settings: settings)
        #expect((1...3).contains(found.count))
        settings.tokens = nil
        settings.limit = 5
        #expect(await recall().recall("garden", owner: owner, at: now, settings: settings).count == 5)
    }

    @Test func whatHasNothingToDoWithItIsNotTold() async throws {
        _ = try await keep("They like tea.", [0, 1, 0])
        #expect(await recall(["what is the time": [1, 0, 0]]).recall("what is the time", owner: owner, at: now).isEmpty)
    }

    @Test func anAttributeThatIsAskedForComesFirst() async throws {
        let sister = try await keep("Their sister is called Maria.", [0, 1, 0], attribute: "family.sister.name", value: "Maria")
        _ = try await keep("They know the name of the rose.", [1, 0, 0])
        var settings = RecallSettings()
        settings.attributes = ["family.sister."]
        let found = await recall(["what name": [1, 0, 0]]).recall("what name", owner: owner, at: now, settings: settings)
        #expect(found.first?.memory.id == sister && found.first?.reason.isOfAttribute == true)
    }

    @Test func factsOfAnAttributeAreFoundWithoutASearchAndTheirUseIsMarked() async throws {
        let minor = try await keep("They like tea.", [1, 0, 0], importance: 0.2, attribute: "likes", value: "tea")
        let major = try await keep("They like chess.", [0, 1, 0], importance: 0.9, attribute: "likes", value: "chess")
        let other = try await keep("They live in Leeds.", [1, 0, 0], attribute: "home.city", value: "Leeds")
        let embedder = TableEmbedder([:])
        let recall = MemoryRecall(embedder: embedder, store: store)
        let found = await recall.facts(of: ["likes"], owner: owner, at: now, limit: 8)
        #expect(found.map(\.memory.id) == [major, minor])
        #expect(store.state.withLock { $0.searches } == 0 && embedder.asked.withLock { $0 } == 0)
        #expect(store.all.first { $0.id == minor }?.recallCount == 1)
        #expect(store.all.first { $0.id == other }?.recallCount == 0)
        let nobody = MemoryOwner(account: "a", person: "q")
        #expect(await recall.facts(of: ["likes"], owner: nobody, at: now, limit: 8).isEmpty)
    }

    @Test func useIsMarked() async throws {
        let id = try await keep("They like tea.", [1, 0, 0])
        _ = await recall().recall("tea", owner: owner, at: now)
        #expect(store.all.first { $0.id == id }?.recallCount == 1)
    }

    @Test func nobodyRecallsAnothersMemories() async throws {
        _ = try await keep("They like tea.", [1, 0, 0])
        let other = MemoryOwner(account: "a", person: "q")
        #expect(await recall(["tea": [1, 0, 0]]).recall("tea", owner: other, at: now).isEmpty)
    }

    @Test func whatWasBegunWhileTheySpokeIsNotSearchedAgain() async throws {
        _ = try await keep("They like green tea.", [1, 0, 0])
        let embedder = TableEmbedder([:])
        let recall = MemoryRecall(embedder: embedder, store: store)
        recall.warm(partial: "do i like tea", owner: owner)
        recall.warm(partial: "Do I like tea?", owner: owner)
        let found = await recall.recall("do i like tea", owner: owner, at: now)
        #expect(found.count == 1)
        #expect(store.state.withLock { $0.searches } == 1 && embedder.asked.withLock { $0 } == 1)
    }

    @Test func onlyTheLatestPartialCounts() async throws {
        _ = try await keep("They like green tea.", [1, 0, 0])
        let recall = recall()
        recall.warm(partial: "do i", owner: owner)
        recall.warm(partial: "do i like", owner: owner)
        let found = await recall.recall("do i like tea", owner: owner, at: now)
        #expect(found.map(\.memory.content.text) == ["They like green tea."])
        recall.cool(owner: owner)
    }
}
