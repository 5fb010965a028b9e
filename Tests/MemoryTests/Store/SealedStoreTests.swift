import Glibc
import Memory
import Network
import TestSupport
import Testing

@Suite struct SealedStoreTests {
    private let folder = StoreFolder()

    private func key(_ byte: UInt8 = 1) throws -> Sealing { try #require(Sealing(key: [UInt8](repeating: byte, count: 32))) }

    private var everything: String {
        String(decoding: folder.names.flatMap { StoreFolder.bytes(folder.folder + "/" + $0) }, as: UTF8.self)
    }

    private static func secret() -> MemoryContent {
        var content = MemoryContent("The treasure lies under the sycamore.")
        content.value = "sycamore"
        content.tags = ["treasure"]
        return content
    }

    @Test("with a key nothing of a text is in the file, and all of it comes back and is found")
    func sealed() async throws {
        let key = try key()
        var store = try await folder.open { $0.sealing = key }
        let added = try await store.add([Self.secret()], for: anna, at: MemoryTime(1))
        try await store.setVectors([added[0].id: [1, 0]])
        try await store.edit(added[0].id, of: anna) { $0.content.tags.insert("map") }
        try await store.setText("treasure map", as: "manner", of: anna)
        await store.close()
        #expect(!everything.contains("sycamore") && !everything.contains("treasure"))
        store = try await folder.open { $0.sealing = key }
        #expect(try await store.text("manner", of: anna) == "treasure map")
        var expected = Self.secret()
        expected.tags.insert("map")
        #expect(try await store.memories([added[0].id], of: anna).map(\.content) == [expected])
        #expect(try await store.matching("sycamores", MemoryFilter(), of: anna, limit: 1).map(\.id) == [added[0].id])
        #expect(try await store.near([1, 0], MemoryFilter(), of: anna, limit: 1).map(\.id) == [added[0].id])
        var tagged = MemoryFilter()
        tagged.tags = ["map"]
        #expect(try await store.list(tagged, of: anna, limit: 1, before: nil).count == 1)
        await store.close()
    }

    @Test("another key, or none, is told and changes nothing")
    func wrongKey() async throws {
        let (right, wrong) = (try key(), try key(2))
        let store = try await folder.open { $0.sealing = right }
        let added = try await store.add([Self.secret()], for: anna, at: MemoryTime(1))
        await store.close()
        for sealing in [nil, wrong] {
            let error = await #expect(throws: MemoryError.self) { try await folder.open { $0.sealing = sealing } }
            #expect(error?.kind == .unavailable)
            #expect(error?.description.contains("key") == true)
        }
        let again = try await folder.open { $0.sealing = right }
        #expect(again.notice == nil)
        #expect(try await again.memories([added[0].id], of: anna) == added)
        await again.close()
    }

    @Test("a file that was not sealed is, once a key is there, with nothing plain left in it")
    func sealsLater() async throws {
        let key = try key()
        var store = try await folder.open()
        var content = Self.secret()
        content.text += String(repeating: " Far away from the old sycamore.", count: 60)
        let added = try await store.add([content, MemoryContent("No value.")], for: anna, at: MemoryTime(1))
        try await store.setVectors([added[0].id: [0.6, 0.8]])
        try await store.setText("sycamore manners", as: "manner", of: anna)
        #expect(try await store.packCold(since: MemoryTime(2)) == 1)
        await store.close()
        store = try await folder.open { $0.sealing = key }
        #expect(try await store.memories(added.map(\.id), of: anna) == added)
        #expect(try await store.text("manner", of: anna) == "sycamore manners")
        #expect(try await store.near([0.6, 0.8], MemoryFilter(), of: anna, limit: 1).map(\.id) == [added[0].id])
        await store.close()
        #expect(!everything.contains("sycamore") && !everything.contains("No value"))
    }

    @Test("a sealed text opens in its own place only, and no changed bit goes unnoticed")
    func binding() throws {
        let key = try key()
        let plain = Array("under the sycamore".utf8)
        let sealed = try #require(key.seal(plain, context: [1, 2]))
        #expect(sealed.count == plain.count + Sealing.overhead)
        #expect(key.open(sealed, context: [1, 2]) == plain)
        #expect(key.open(sealed, context: [1, 3]) == nil)
        #expect(try self.key(2).open(sealed, context: [1, 2]) == nil)
        #expect(key.seal(plain, context: [1, 2]) != sealed)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(key.open(changed, context: [1, 2]) == nil)
        }
        #expect(key.open([], context: []) == nil)
        #expect(key.seal([], context: []).flatMap { key.open($0, context: []) } == [])
    }

    @Test("a key file is its owner's alone, and nothing else is taken for one")
    func keyFile() throws {
        let path = folder.folder + "/memory.key"
        try MemoryKeyFile.make(path)
        #expect(throws: MemoryError.self) { try MemoryKeyFile.make(path) }
        let key = try MemoryKeyFile.read(path)
        let sealed = try #require(key.seal([1, 2, 3], context: []))
        #expect(try MemoryKeyFile.read(path).open(sealed, context: []) == [1, 2, 3])
        unsafe chmod(path, 0o644)
        #expect(throws: MemoryError.self) { try MemoryKeyFile.read(path) }
        unsafe chmod(path, 0o600)
        for text in ["", "abcd", String(repeating: "g", count: 64), String(repeating: "a", count: 65)] {
            try TextFile.write(text.utf8, to: path)
            #expect(throws: MemoryError.self) { try MemoryKeyFile.read(path) }
        }
        #expect(throws: MemoryError.self) { try MemoryKeyFile.read(folder.folder + "/none") }
    }

    @Test("long texts that nobody asks for are made smaller, and read as before", arguments: [false, true])
    func packing(isSealed: Bool) async throws {
        let key = try key()
        let store = try await folder.open { $0.sealing = isSealed ? key : nil }
        let long = MemoryContent(String(repeating: "They walked along the river and talked. ", count: 100), .summary)
        let added = try await store.add([long, MemoryContent("Short."), long], for: anna, at: MemoryTime(1))
        await store.recalled([added[2].id], of: anna, at: MemoryTime(50))
        _ = try await store.add([MemoryContent("Later.")], for: anna, at: MemoryTime(60))
        let before = try await store.statistics(of: anna).bytes
        #expect(try await store.packCold(since: MemoryTime(40)) == 1)
        #expect(try await store.packCold(since: MemoryTime(40)) == 0)
        #expect(try await store.statistics(of: anna).bytes < before - 3_000)
        #expect(try await store.memories([added[0].id], of: anna) == [added[0]])
        try await store.edit(added[0].id, of: anna) { $0.content.text = "Now short." }
        #expect(try await store.memories([added[0].id], of: anna)[0].content.text == "Now short.")
        await store.close()
    }

    @Test("nothing forgotten is left in any file once the store is closed")
    func reallyGone() async throws {
        let store = try await folder.open()
        var content = MemoryContent("The quetzalcoatlus sleeps.")
        content.tags = ["quetzalcoatlus"]
        let added = try await store.add([content, MemoryContent("The pterodactyl stays.")], for: anna, at: MemoryTime(1))
        try await store.setVectors([added[0].id: [1, 0]])
        _ = try await store.add([content], for: ben, at: MemoryTime(1))
        try await store.forget([added[0].id], of: anna)
        try await store.forgetEverything(of: ben)
        await store.close()
        let bytes = folder.names.flatMap { StoreFolder.bytes(folder.folder + "/" + $0) }
        func holds(_ word: String) -> Bool { String(decoding: bytes, as: UTF8.self).contains(word) }
        #expect(holds("pterodactyl"))
        #expect(!holds("quetzalcoatlus"))
    }
}
