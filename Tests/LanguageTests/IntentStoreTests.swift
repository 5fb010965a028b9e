import Configuration
import Glibc
import Language
import TestSupport
import Testing

@Suite struct IntentStoreTests {
    private struct Unwritable: Error {}

    /// A folder of its own, gone at the end.
    private final class Folder {
        let path: String

        init() throws {
            var template = Array((TestData.packageFolder + "/.build/intents-XXXXXX").utf8CString)
            guard unsafe mkdtemp(&template) != nil else { throw Unwritable() }
            path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        func write(_ name: String, _ text: String) throws {
            let file = unsafe fopen(path + "/" + name, "w")
            guard let file = unsafe file else { throw Unwritable() }
            unsafe fputs(text, file)
            unsafe fclose(file)
        }

        func remove(_ name: String) { unsafe unlink(path + "/" + name) }

        deinit {
            for name in ["a.yaml", "b.yaml", "readme.txt"] { unsafe unlink(path + "/" + name) }
            unsafe rmdir(path)
        }
    }

    private static func pack(_ intent: String, says reply: String) -> String {
        "name: p\nversion: 1\nintents:\n  - name: \(intent)\n    title: do it\n    examples: [frobnicate]\n    replies: [\(reply)]\n"
    }

    private func said(_ store: IntentStore) async -> Understanding.Action {
        await store.engine.understand(UnderstandingRequest(text: "frobnicate", now: saturdayAfternoon)).action
    }

    @Test("packs are read again when they change, and a broken edit keeps what was")
    func reloading() async throws {
        let folder = try Folder()
        try folder.write("readme.txt", "not a pack")
        try folder.write("a.yaml", Self.pack("x", says: "One."))
        let (store, mistakes) = await IntentStore.open(LayeredFolders([folder.path]))
        #expect(mistakes.isEmpty)
        #expect(await said(store) == .say("One."))
        #expect(await store.refresh() == nil)
        try folder.write("a.yaml", Self.pack("x", says: "Another."))
        #expect(await store.refresh()?.intents == 1)
        #expect(await said(store) == .say("Another."))
        try folder.write("a.yaml", "name: p\nversion: 1\n")
        #expect(await store.refresh()?.mistakes.map { "\($0)" } == ["\(folder.path)/a.yaml:1:1: a pack needs intents: add it."])
        #expect(await said(store) == .say("Another."))
        #expect(await store.refresh() == nil)
        folder.remove("a.yaml")
        #expect(await store.refresh()?.intents == 0)
        #expect(await said(store) == .nothing)
    }

    @Test("the person's folder lies over Coda's own")
    func overlay() async throws {
        let own = try Folder()
        let user = try Folder()
        try own.write("a.yaml", Self.pack("x", says: "Coda's."))
        try user.write("b.yaml", Self.pack("x", says: "Mine."))
        let (store, mistakes) = await IntentStore.open(LayeredFolders([own.path, user.path, own.path + "/absent"]))
        #expect(mistakes.isEmpty)
        #expect(await said(store) == .say("Mine."))
        user.remove("b.yaml")
        _ = await store.refresh()
        #expect(await said(store) == .say("Coda's."))
    }
}
