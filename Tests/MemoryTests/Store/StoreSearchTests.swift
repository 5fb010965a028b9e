import Memory
import Testing

@Suite(.serialized) struct StoreSearchTests {
    private func store(_ folder: StorePlace, _ texts: [String]) async throws -> (RowMemoryStore, [Memory]) {
        let store = try await folder.open()
        return (store, try await store.add(texts.map { MemoryContent($0) }, for: anna, at: MemoryTime(1)))
    }

    private func found(_ query: String, _ store: RowMemoryStore) async throws -> [Int] {
        try await store.matching(query, MemoryFilter(), of: anna, limit: 10).map(\.id)
    }

    @Test(
        "words are found in other forms, by their beginning while one is being said, and the better match comes first",
        arguments: StoreKind.present)
    func words(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let (store, added) = try await store(
            folder,
            [
                "They were running by the river in Leeds.", "They keep bees.", "They sing in the choir of Leeds cathedral.",
                "Müsli for breakfast.",
            ])
        let ids = added.map(\.id)
        #expect(try await found("Do I run?", store) == [ids[0]])
        #expect(try await found("what about the cathe", store) == [ids[2]])
        #expect(try await found("what about the cathe ", store).isEmpty)
        #expect(try await found("leeds choir", store) == [ids[2], ids[0]])
        #expect(try await found("musli", store) == [ids[3]])
        let scores = try await store.matching("leeds choir", MemoryFilter(), of: anna, limit: 10).map(\.score)
        #expect(scores == scores.sorted(by: >) && scores.allSatisfy { $0 > 0 })
        await store.close()
    }

    @Test("what is added, edited and forgotten is found so at once", arguments: StoreKind.present)
    func atOnce(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let (store, added) = try await store(folder, ["They keep bees."])
        #expect(try await found("bees", store) == [added[0].id])
        try await store.edit(added[0].id, of: anna) { $0.content.text = "They keep wasps." }
        #expect(try await found("bees", store).isEmpty)
        #expect(try await found("wasps", store) == [added[0].id])
        try await store.edit(added[0].id, of: anna) { $0.content.tags = ["insects"] }
        #expect(try await found("insects", store) == [added[0].id])
        let more = try await store.add([MemoryContent("Wasps again.")], for: anna, at: MemoryTime(2))
        try await store.forget([added[0].id], of: anna)
        #expect(try await found("wasps", store) == [more[0].id])
        await store.close()
    }

    @Test(
        "no question is syntax", arguments: StoreKind.present,
        [
            "", " ", "\"", "\"\"\"", "bees\" OR \"wasps", "NEAR(bees wasps)", "bees AND NOT", "text:bees", "^bees", "bees*", "* *", "-bees",
            "(",
            "{about}: bees", "bees\u{0}wasps", "'; DROP TABLE words; --", "\u{1F41D}", "\u{301}", "Ⅷ ½ ٣", "NOT",
            String(repeating: "many words ", count: 500), String(repeating: "x", count: 5_000),
        ])
    func syntax(kind: StoreKind, query: String) async throws {
        let folder = try StorePlace(kind)
        let (store, added) = try await store(folder, ["They keep bees."])
        let found = try await found(query, store)
        #expect(found == (query.contains("bees") ? [added[0].id] : []))
        await store.close()
    }

    @Test("vectors: nearest first, only what filters let through, and none of an old text", arguments: StoreKind.present)
    func vectors(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let (first, added) = try await store(folder, ["One.", "Two.", "Three."])
        var store = first
        #expect(try await store.near([1, 0, 0], MemoryFilter(), of: anna, limit: 5).isEmpty)
        let waiting = try await store.withoutVector(limit: 10)
        #expect(waiting == added)
        try await store.setVectors([added[0].id: [1, 0, 0], added[1].id: [0.8, 0.6, 0], added[2].id: [0, 0, 1], 5: [1, 0, 0]])
        #expect(try await store.withoutVector(limit: 10).isEmpty)
        for _ in 0..<2 {
            let near = try await store.near([1, 0, 0], MemoryFilter(), of: anna, limit: 2)
            #expect(near.map(\.id) == [added[0].id, added[1].id])
            #expect(abs(near[1].score - 0.8) < 0.01)
            await store.close()
            store = try await folder.open()
        }
        #expect(try await store.near([1, 0], MemoryFilter(), of: anna, limit: 2).isEmpty)
        try await store.edit(added[0].id, of: anna) { $0.content.text = "Other." }
        // This one is of the text before.
        try await store.setVectors([added[0].id: [1, 0, 0]])
        #expect(try await store.near([1, 0, 0], MemoryFilter(), of: anna, limit: 1).map(\.id) == [added[1].id])
        #expect(try await store.withoutVector(limit: 10).map(\.id) == [added[0].id])
        try await store.setVectors([added[0].id: [0, 1, 0]])
        #expect(try await store.near([0, 1, 0], MemoryFilter(), of: anna, limit: 1).map(\.id) == [added[0].id])
        try await store.forget([added[0].id], of: anna)
        #expect(try await store.near([0, 1, 0], MemoryFilter(), of: anna, limit: 1).map(\.id) == [added[1].id])
        await store.close()
    }

    @Test("an index beyond the budget is let go and loaded again, with the same answers", arguments: StoreKind.present)
    func budget(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open { $0.indexBytes = 1 }
        let people = (0..<5).map { MemoryOwner(account: "a", person: "\($0)") }
        for person in people { _ = try await store.add([MemoryContent("Mine is \(person.person).")], for: person, at: MemoryTime(1)) }
        for round in 0..<3 {
            for person in people {
                #expect(try await store.matching("mine", MemoryFilter(), of: person, limit: 9).count == round + 1)
                _ = try await store.add([MemoryContent("Mine again.")], for: person, at: MemoryTime(2))
            }
        }
        await store.close()
    }
}
