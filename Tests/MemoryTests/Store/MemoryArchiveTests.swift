import Memory
import Testing

@Suite(.serialized) struct MemoryArchiveTests {
    /// Without what differs between two stores.
    private func plain(_ memories: [Memory]) -> [[String]] {
        let places = Dictionary(uniqueKeysWithValues: memories.enumerated().map { ($1.id, $0) })
        return memories.map { memory in
            var content = memory.content
            content.source.memories = []
            // A set is told in any order.
            content.tags = []
            return [
                "\(content)", "\(memory.content.tags.sorted())", "\(memory.learned)", "\(String(describing: memory.retired))",
                "\(memory.recallCount)",
                "\(memory.replacedBy.map { places[$0] ?? -1 } ?? -2)", "\(memory.content.source.memories.map { places[$0] ?? -1 })",
            ]
        }
    }

    private func everything(_ store: RowMemoryStore, _ owner: MemoryOwner) async throws -> [Memory] {
        var filter = MemoryFilter()
        filter.includesRetired = true
        return try await store.list(filter, of: owner, limit: 1_000, before: nil).reversed()
    }

    @Test(
        "what is exported comes back with its history, for another owner too; a second import changes nothing", arguments: StoreKind.present
    )
    func roundTrip(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        var store = try await folder.open()
        var first = MemoryContent("They live in York.\n\"Really\" \u{1F3E0}")
        first.attribute = "home.city"
        first.value = "York"
        first.validFrom = MemoryTime(0)
        first.validUntil = MemoryTime(9)
        first.tags = ["home", "ünïcode"]
        first.confidence = 0.1
        first.source = MemorySource(.said)
        first.source.session = "s"
        first.source.turn = "t"
        let old = try await store.add([first], for: anna, at: MemoryTime(1))[0]
        var summary = MemoryContent("They moved.", .summary)
        summary.source = MemorySource(.consolidated)
        summary.source.memories = [old.id]
        _ = try await store.apply(
            [.retire(old.id, replacedByChange: 1), .add(MemoryContent("They live in Leeds.")), .add(summary)], for: anna, at: MemoryTime(2))
        await store.recalled([old.id], of: anna, at: MemoryTime(3))
        // What is noted without waiting is on the disk by then.
        await store.close()
        store = try await folder.open()
        for index in 0..<600 { _ = try await store.add([MemoryContent("Number \(index).")], for: anna, at: MemoryTime(index)) }
        let lines = try await MemoryArchive.export(store, of: anna)
        #expect(lines.count == 603)
        for owner in [ben, MemoryOwner(account: "other")] {
            let outcome = try await MemoryArchive.import(lines.joined(), into: store, for: owner, at: MemoryTime(99))
            #expect(outcome.added == 603 && outcome.known == 0)
            #expect(plain(try await everything(store, owner)) == plain(try await everything(store, anna)))
            let again = try await MemoryArchive.import(lines.joined(), into: store, for: owner, at: MemoryTime(100))
            #expect(again.added == 0 && again.known == 603)
        }
        #expect(try await everything(store, ben).count == 603)
        await store.close()
    }

    @Test("what is half there is completed, and refers to what was there", arguments: StoreKind.present)
    func partly(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open()
        let old = try await store.add([MemoryContent("They live in York.")], for: anna, at: MemoryTime(1))[0]
        let made = try await store.apply(
            [.add(MemoryContent("They live in Leeds.")), .retire(old.id, replacedByChange: 0)], for: anna, at: MemoryTime(2))
        let lines = try await MemoryArchive.export(store, of: anna)
        _ = try await MemoryArchive.import(lines[1], into: store, for: ben, at: MemoryTime(3))
        let outcome = try await MemoryArchive.import(lines.joined(), into: store, for: ben, at: MemoryTime(4))
        #expect(outcome.added == 1 && outcome.known == 1)
        let there = try await everything(store, ben)
        let york = try #require(there.first { $0.content.text == old.content.text })
        #expect(york.replacedBy == there.first { $0.content.text == made[0].content.text }?.id)
        await store.close()
    }

    @Test("one bad line, and nothing is imported; each is named by its number and reason, without its words", arguments: StoreKind.present)
    func badLines(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open()
        let good = "{\"kind\": \"fact\", \"text\": \"Good.\"}"
        let text = [
            good, "", "not json secret", "{\"kind\": \"opinion\", \"text\": \"x\"}", "[1]", good,
            "{\"kind\": \"fact\", \"text\": \"x\", \"confidence\": 7}", "{\"kind\": \"fact\"}", "{\"kind\": \"fact\", \"text\": 5}",
            "{\"kind\": \"fact\", \"text\": \"x\", \"colour\": 1}", "{\"kind\": \"fact\", \"text\": \"x\", \"tags\": [1]}",
        ].joined(separator: "\n")
        let error = await #expect(throws: MemoryError.self) {
            try await MemoryArchive.import(text, into: store, for: anna, at: MemoryTime(1))
        }
        #expect(error?.kind == .invalid)
        for number in [3, 4, 5, 7, 8, 9, 10, 11] { #expect(error?.description.contains("line \(number): ") == true) }
        for number in [1, 2, 6] { #expect(error?.description.contains("line \(number): ") == false) }
        #expect(error?.description.contains("secret") == false)
        #expect(try await everything(store, anna).isEmpty)
        let outcome = try await MemoryArchive.import(good + "\r\n\n" + good, into: store, for: anna, at: MemoryTime(1))
        #expect(outcome.added == 1 && outcome.known == 1)
        #expect(try await everything(store, anna).map(\.content.source.origin) == [.imported])
        await store.close()
    }
}
