import Configuration
import Glibc
import Language
import TestSupport
import Testing

@Suite struct IntentStoreTests {
    private static func pack(_ intent: String, says reply: String) -> String {
        "name: p\nversion: 1\nintents:\n  - name: \(intent)\n    title: do it\n    examples: [frobnicate]\n    replies: [\(reply)]\n"
    }

    private func said(_ store: IntentStore) async -> Understanding.Action {
        await store.engine.understand(UnderstandingRequest(text: "frobnicate", now: saturdayAfternoon)).action
    }

    @Test("packs are read again when they change, and a broken edit keeps what was")
    func reloading() async throws {
        let folder = TemporaryFolder("intents")
        try folder.write("not a pack", to: "readme.txt")
        try folder.write(Self.pack("x", says: "One."), to: "a.yaml")
        let (store, mistakes) = await IntentStore.open(LayeredFolders([folder.path]))
        #expect(mistakes.isEmpty)
        #expect(await said(store) == .say("One."))
        #expect(await store.refresh() == nil)
        try folder.write(Self.pack("x", says: "Another."), to: "a.yaml")
        #expect(await store.refresh()?.intents == 1)
        #expect(await said(store) == .say("Another."))
        try folder.write("name: p\nversion: 1\n", to: "a.yaml")
        #expect(await store.refresh()?.mistakes.map { "\($0)" } == ["\(folder.path)/a.yaml:1:1: a pack needs intents: add it."])
        #expect(await said(store) == .say("Another."))
        #expect(await store.refresh() == nil)
        unsafe unlink(folder.file("a.yaml"))
        #expect(await store.refresh()?.intents == 0)
        #expect(await said(store) == .nothing)
    }

    @Test("the person's folder lies over Coda's own")
    func overlay() async throws {
        let own = TemporaryFolder("intents")
        let user = TemporaryFolder("intents")
        try own.write(Self.pack("x", says: "Coda's."), to: "a.yaml")
        try user.write(Self.pack("x", says: "Mine."), to: "b.yaml")
        let (store, mistakes) = await IntentStore.open(LayeredFolders([own.path, user.path, own.path + "/absent"]))
        #expect(mistakes.isEmpty)
        #expect(await said(store) == .say("Mine."))
        unsafe unlink(user.file("b.yaml"))
        _ = await store.refresh()
        #expect(await said(store) == .say("Coda's."))
    }
}
