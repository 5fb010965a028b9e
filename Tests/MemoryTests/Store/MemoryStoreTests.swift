import Memory
import Testing

@Suite(.serialized) struct MemoryStoreTests {
    private static func full() -> MemoryContent {
        var content = MemoryContent("They live in Leeds, \u{1F3E0} near \"the\" river's end.\u{0}")
        content.attribute = "home.city"
        content.value = "Leeds"
        content.validFrom = MemoryTime(-100)
        content.validUntil = MemoryTime(900)
        content.confidence = 0.75
        content.importance = 0.25
        content.tags = ["home", "two words", "ünïcode"]
        content.source = MemorySource(.said)
        content.source.session = "sess_1"
        content.source.turn = "item_2"
        content.source.memories = [1, 20, 300]
        return content
    }

    @Test("everything comes back as it was given, also after the file was closed", arguments: StoreKind.present)
    func roundTrip(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        var store = try await folder.open()
        let plain = MemoryContent("They like tea.", .preference, at: 5)
        let added = try await store.add([Self.full(), plain], for: anna, at: MemoryTime(10))
        #expect(added.map(\.content) == [Self.full(), plain])
        #expect(added.allSatisfy { $0.learned == MemoryTime(10) && $0.owner == anna && $0.isCurrent })
        #expect(Set(added.map(\.id)).count == 2)
        await store.close()
        store = try await folder.open()
        #expect(try await store.memories(added.map(\.id).reversed(), of: anna) == added.reversed())
        #expect(try await store.list(MemoryFilter(), of: anna, limit: 10, before: nil) == added.reversed())
        await store.close()
    }

    @Test("an edit changes what it names and nothing else; ids stay, and are not used again", arguments: StoreKind.present)
    func edits(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open()
        let first = try await store.add([Self.full()], for: anna, at: MemoryTime(1))[0]
        let edited = try await store.edit(first.id, of: anna) {
            $0.content.importance = 0.9
            $0.content.tags = []
            $0.content.value = nil
        }
        var expected = first
        expected.content.importance = 0.9
        expected.content.tags = []
        expected.content.value = nil
        #expect(edited == expected)
        #expect(try await store.memories([first.id], of: anna) == [expected])
        #expect(try await store.forget([first.id, first.id, 12], of: anna) == 1)
        #expect(try await store.memories([first.id], of: anna).isEmpty)
        let second = try await store.add([Self.full()], for: anna, at: MemoryTime(2))[0]
        #expect(second.id > first.id)
        await store.close()
    }

    @Test(
        "a change of several is all or nothing; what closes a fact may come after it, and undo opens it again", arguments: StoreKind.present
    )
    func batches(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open()
        let old = try await store.add([MemoryContent("They live in York.")], for: anna, at: MemoryTime(1))[0]
        let moved = try await store.apply(
            [.retire(old.id, replacedByChange: 1), .add(MemoryContent("They live in Leeds."))], for: anna, at: MemoryTime(2))
        #expect(moved.map(\.retired) == [MemoryTime(2), nil])
        #expect(moved[0].replacedBy == moved[1].id)
        await #expect(throws: MemoryError.self) {
            try await store.apply([.add(MemoryContent("Lost.")), .reopen(old.id), .forget(999)], for: anna, at: MemoryTime(3))
        }
        await #expect(throws: MemoryError.self) {
            try await store.apply([.retire(moved[1].id, replacedByChange: 0)], for: anna, at: MemoryTime(3))
        }
        #expect(try await store.list(MemoryFilter(), of: anna, limit: 9, before: nil).map(\.id) == [moved[1].id])
        var then = MemoryFilter()
        then.asOf = MemoryTime(1)
        #expect(try await store.list(then, of: anna, limit: 9, before: nil).map(\.id) == [old.id])
        var all = MemoryFilter()
        all.includesRetired = true
        #expect(try await store.list(all, of: anna, limit: 9, before: nil).count == 2)
        let undone = try await store.apply([.reopen(old.id), .forget(moved[1].id)], for: anna, at: MemoryTime(4))
        #expect(undone[0] == old)
        #expect(try await store.list(all, of: anna, limit: 9, before: nil) == [old])
        await store.close()
    }

    @Test("what closed a memory is no longer named once it is forgotten", arguments: StoreKind.present)
    func forgottenCloser(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open()
        let old = try await store.add([MemoryContent("They live in York.")], for: anna, at: MemoryTime(1))[0]
        let moved = try await store.apply(
            [.add(MemoryContent("They live in Leeds.")), .retire(old.id, replacedByChange: 0)], for: anna, at: MemoryTime(2))
        try await store.forget([moved[0].id], of: anna)
        let left = try await store.memories([old.id], of: anna)[0]
        #expect(left.retired == MemoryTime(2) && left.replacedBy == nil)
        await store.close()
    }

    static let unfit: [(String, @Sendable (inout MemoryContent) -> Void)] = [
        ("no text", { $0.text = " \n" }), ("a long text", { $0.text = String(repeating: "x", count: 20_000) }),
        ("not a share", { $0.confidence = 1.5 }), ("not a number", { $0.importance = .nan }), ("an empty tag", { $0.tags = [""] }),
        ("a tag with a control character", { $0.tags = ["a\u{1F}b"] }),
        (
            "an end before its beginning",
            {
                $0.validFrom = MemoryTime(5); $0.validUntil = MemoryTime(4)
            }
        ),
    ]

    @Test("what is not fit to be kept is refused, also as an edit", arguments: StoreKind.present, unfit.indices)
    func refused(kind: StoreKind, index: Int) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open()
        var content = MemoryContent("They like tea.")
        let kept = try await store.add([content], for: anna, at: MemoryTime(1))[0]
        Self.unfit[index].1(&content)
        let (bad, edit) = (content, Self.unfit[index].1)
        let error = await #expect(throws: MemoryError.self) { try await store.add([kept.content, bad], for: anna, at: MemoryTime(2)) }
        #expect(error?.kind == .invalid)
        await #expect(throws: MemoryError.self) { try await store.edit(kept.id, of: anna) { edit(&$0.content) } }
        #expect(try await store.list(MemoryFilter(), of: anna, limit: 9, before: nil) == [kept])
        await store.close()
    }

    @Test("filters by kind, tags, attribute and time; pages end where the next begins", arguments: StoreKind.present)
    func filters(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open()
        var contents: [MemoryContent] = []
        for index in 0..<40 {
            var content = MemoryContent("Number \(index).", MemoryContent.Kind.allCases[index % 4], at: index)
            if index % 3 == 0 { content.tags.insert("third") }
            if index % 5 == 0 { content.tags.insert("fifth") }
            if index % 10 == 0 { content.attribute = "home.city" }
            contents.append(content)
        }
        let added = try await store.add(contents, for: anna, at: MemoryTime(1))
        func found(_ change: (inout MemoryFilter) -> Void) async throws -> [Int] {
            var filter = MemoryFilter()
            change(&filter)
            let listed = try await store.list(filter, of: anna, limit: 100, before: nil)
            let matched = try await store.matching("number", filter, of: anna, limit: 100)
            #expect(Set(listed.map(\.id)) == Set(matched.map(\.id)))
            return listed.map { $0.content.happened.milliseconds / 1_000 % 100 }.sorted()
        }
        #expect(try await found { $0.kinds = [.fact, .summary] } == (0..<40).filter { $0 % 4 == 0 || $0 % 4 == 3 })
        #expect(try await found { $0.tags = ["third", "fifth"] } == [0, 15, 30])
        #expect(try await found { $0.attribute = "home.city" } == [0, 10, 20, 30])
        #expect(
            try await found {
                $0.from = MemoryTime(10); $0.until = MemoryTime(12)
            } == [10, 11, 12])
        var (pages, before): ([Int], Int?) = ([], nil)
        while case let page = try await store.list(MemoryFilter(), of: anna, limit: 7, before: before), let last = page.last {
            pages += page.map(\.id)
            before = last.id
        }
        #expect(pages == added.map(\.id).reversed())
        let statistics = try await store.statistics(of: anna)
        #expect(statistics.memories == 40 && statistics.byKind[.episode] == 10 && statistics.withoutVector == 40 && statistics.owners == 1)
        #expect(try await store.statistics(of: nil).memories == 40)
        await store.close()
    }

    @Test("whoever forgets everything is gone from the list of owners, and nobody else is", arguments: StoreKind.present)
    func forgetEverything(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open()
        _ = try await store.add([MemoryContent("One."), MemoryContent("Two.")], for: anna, at: MemoryTime(1))
        let kept = try await store.add([MemoryContent("Three.")], for: ben, at: MemoryTime(1))
        #expect(try await store.matching("one", MemoryFilter(), of: anna, limit: 5).count == 1)
        #expect(try await store.forgetEverything(of: anna) == 2)
        #expect(try await store.forgetEverything(of: anna) == 0)
        #expect(try await store.owners() == [ben])
        #expect(try await store.matching("one two three", MemoryFilter(), of: anna, limit: 5).isEmpty)
        #expect(try await store.list(MemoryFilter(), of: ben, limit: 5, before: nil) == kept)
        await store.close()
    }

    @Test("what took the place of another leads back to the first, and to no other person's", arguments: StoreKind.present)
    func history(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        let store = try await folder.open()
        var chain = try await store.add([MemoryContent("York.")], for: anna, at: MemoryTime(1)).map(\.id)
        for (number, town) in ["Bath.", "Leeds."].enumerated() {
            let changes: [MemoryChange] = [.add(MemoryContent(town)), .retire(chain[number], replacedByChange: 0)]
            let new = try await store.apply(changes, for: anna, at: MemoryTime(number + 2)).first
            chain.append(try #require(new).id)
        }
        let other = try await store.add([MemoryContent("Tea.")], for: anna, at: MemoryTime(9)).map(\.id)
        #expect(try await store.history(of: [chain[2]], anna) == Array(chain[..<2]))
        #expect(try await store.history(of: other, anna).isEmpty)
        #expect(try await store.history(of: [chain[2]], ben).isEmpty)
        #expect(try await store.forget([chain[2]] + store.history(of: [chain[2]], anna), of: anna) == 3)
        var filter = MemoryFilter()
        filter.includesRetired = true
        #expect(try await store.list(filter, of: anna, limit: 9, before: nil).map(\.id) == other)
        await store.close()
    }

    @Test("what is recalled is counted without being waited for, and survives", arguments: StoreKind.present)
    func recalled(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        var store = try await folder.open()
        let added = try await store.add([MemoryContent("One."), MemoryContent("Two.")], for: anna, at: MemoryTime(1))
        await store.recalled(added.map(\.id), of: anna, at: MemoryTime(5))
        await store.recalled([added[1].id], of: anna, at: MemoryTime(6))
        await store.recalled([added[0].id], of: ben, at: MemoryTime(9))
        await store.close()
        store = try await folder.open()
        let found = try await store.memories(added.map(\.id), of: anna)
        #expect(found.map(\.recallCount) == [1, 2])
        #expect(found.map(\.recalled) == [MemoryTime(5), MemoryTime(6)])
        await store.close()
    }

    @Test("texts beside the memories are each owner's own, and go with everything", arguments: StoreKind.present)
    func namedTexts(kind: StoreKind) async throws {
        let folder = try StorePlace(kind)
        var store = try await folder.open()
        #expect(try await store.text("manner", of: anna) == nil)
        try await store.setText(nil, as: "manner", of: anna)
        #expect(try await store.owners().isEmpty)
        try await store.setText("brief", as: "manner", of: anna)
        try await store.setText("briefer", as: "manner", of: anna)
        try await store.setText("other", as: "voice", of: anna)
        try await store.setText("long", as: "manner", of: ben)
        let added = try await store.add([MemoryContent("One.")], for: anna, at: MemoryTime(1))
        await store.close()
        store = try await folder.open()
        #expect(try await store.text("manner", of: anna) == "briefer")
        try await store.setText(nil, as: "voice", of: anna)
        #expect(try await store.text("voice", of: anna) == nil)
        #expect(try await store.memories(added.map(\.id), of: anna) == added)
        #expect(try await store.forgetEverything(of: anna) == 1)
        #expect(try await store.text("manner", of: anna) == nil)
        #expect(try await store.text("manner", of: ben) == "long")
        await #expect(throws: MemoryError.self) { try await store.setText("x", as: "", of: anna) }
        await store.close()
    }
}
