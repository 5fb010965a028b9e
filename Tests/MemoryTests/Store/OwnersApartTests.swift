import Memory
import TestSupport
import Testing

@Suite(.serialized) struct OwnersApartTests {
    /// What the store must hold of an owner.
    private struct Model {
        var memories: [Int: Memory] = [:]
        var gone: Set<Int> = []
    }

    @Test(
        "whatever several people do at the same time, each finds their own and nobody sees another's", arguments: StoreKind.present, 0..<12)
    func interleavings(kind: StoreKind, seed: Int) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open { $0.indexBytes = seed.isMultiple(of: 2) ? 1 : 1 << 20 }
        let people = (0..<5).map { MemoryOwner(account: "a\($0 % 2)", person: "p\($0 / 2)") }
        // Everybody tries everybody's ids: they grow in a way that can be guessed.
        let models = try await withThrowingTaskGroup(of: (MemoryOwner, Model).self) { group in
            for (index, person) in people.enumerated() {
                group.addTask { (person, try await Self.live(person, people, store, seed: seed * 31 + index)) }
            }
            var models: [MemoryOwner: Model] = [:]
            for try await (person, model) in group { models[person] = model }
            return models
        }
        var ids: Set<Int> = []
        for (person, model) in models {
            try await Self.check(model, person, store)
            #expect(ids.isDisjoint(with: model.memories.keys))
            ids.formUnion(model.memories.keys)
        }
        for person in people {
            let others = Array(ids.subtracting(models[person]?.memories.keys.map { $0 } ?? []))
            #expect(try await store.memories(others, of: person).isEmpty)
            #expect(try await store.forget(others, of: person) == 0)
        }
        for (person, model) in models { try await Self.check(model, person, store) }
        #expect(try await store.statistics(of: nil).memories == ids.count)
        await store.close()
    }

    private static func live(_ me: MemoryOwner, _ people: [MemoryOwner], _ store: RowMemoryStore, seed: Int) async throws -> Model {
        var numbers = Seeded(UInt64(seed))
        func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &numbers) }
        var model = Model()
        let mark = "\(me.account)x\(me.person)"
        for step in 0..<60 {
            let mine = model.memories.keys.sorted()
            let one = mine.isEmpty ? nil : mine[below(mine.count)]
            switch below(12) {
            case 0...3:
                var content = MemoryContent("Word \(mark) shared \(step).", at: step)
                content.tags = [mark]
                for memory in try await store.add([content, content], for: me, at: MemoryTime(step)) { model.memories[memory.id] = memory }
            case 4:
                guard let one else { continue }
                model.memories[one] = try await store.edit(one, of: me) { $0.content.text = "Word \(mark) shared edited." }
            case 5:
                guard let one else { continue }
                #expect(try await store.forget([one], of: me) == 1)
                model.memories[one] = nil
                model.gone.insert(one)
            case 6:
                guard let one else { continue }
                try await store.setVectors([one: [Float(1), 0]])
            case 7:
                // Somebody else's, or nobody's.
                let guess = (below(6) << 24) + below(40)
                guard model.memories[guess] == nil else { continue }
                #expect(try await store.memories([guess], of: me).isEmpty)
                #expect(try await store.forget([guess], of: me) == 0)
                await #expect(throws: MemoryError.self) { try await store.edit(guess, of: me) { $0.content.text = "stolen" } }
                await #expect(throws: MemoryError.self) {
                    try await store.apply([.retire(guess, replacedByChange: nil)], for: me, at: MemoryTime(step))
                }
            case 8:
                if below(6) == 0 {
                    #expect(try await store.forgetEverything(of: me) == model.memories.count)
                    model.gone.formUnion(model.memories.keys)
                    model.memories = [:]
                }
            case 9:
                guard let one else { continue }
                model.memories[one] = try await store.apply([.retire(one, replacedByChange: nil)], for: me, at: MemoryTime(step))[0]
            default: try await check(model, me, store)
            }
        }
        return model
    }

    private static func check(_ model: Model, _ me: MemoryOwner, _ store: RowMemoryStore) async throws {
        var all = MemoryFilter()
        all.includesRetired = true
        let listed = try await store.list(all, of: me, limit: 1_000, before: nil)
        #expect(listed == model.memories.values.sorted { $0.id > $1.id })
        #expect(try await store.memories(Array(model.gone), of: me).isEmpty)
        let current = Set(model.memories.values.filter(\.isCurrent).map(\.id))
        #expect(Set(try await store.matching("shared", MemoryFilter(), of: me, limit: 1_000).map(\.id)) == current)
        #expect(Set(try await store.near([1, 0], MemoryFilter(), of: me, limit: 1_000).map(\.id)).isSubset(of: current))
    }
}
