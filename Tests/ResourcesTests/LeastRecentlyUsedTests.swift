import Resources
import Testing

@Suite struct LeastRecentlyUsedTests {
    private static let start = ContinuousClock.now

    private func kept(_ keys: String..., in cache: inout LeastRecentlyUsed<String, Int>, seconds: Int = 60) {
        for key in keys { cache.keep(key.utf8.count, as: key, bytes: 10, lifetime: .seconds(seconds), now: Self.start) }
    }

    private func keys(_ cache: LeastRecentlyUsed<String, Int>, after seconds: Int = 0) -> Set<String> {
        var keys: Set<String> = []
        cache.forEach(now: Self.start + .seconds(seconds)) { key, _ in keys.insert(key) }
        return keys
    }

    @Test("what was unused for longest makes room, by entries and by bytes", arguments: [(3, 1_000), (100, 30), (100, 39)])
    func room(entries: Int, bytes: Int) {
        var cache = LeastRecentlyUsed<String, Int>(entries: entries, bytes: bytes)
        kept("a", "b", "c", in: &cache)
        #expect(cache.value("a", now: Self.start) == 1)
        kept("d", in: &cache)
        #expect(keys(cache) == ["a", "c", "d"])
        #expect(cache.count == 3)
        #expect(cache.bytes == 30)
    }

    @Test("an entry ends with its time, and goes before any that has not ended")
    func time() {
        var cache = LeastRecentlyUsed<String, Int>(entries: 2, bytes: 1_000)
        kept("long", in: &cache)
        kept("short", in: &cache, seconds: 1)
        let later = Self.start + .seconds(1)
        #expect(keys(cache, after: 1) == ["long"])
        cache.keep(0, as: "new", bytes: 10, lifetime: .seconds(60), now: later)
        #expect(keys(cache, after: 1) == ["long", "new"])
        #expect(cache.value("long", now: later) == 4)
        #expect(cache.value("long", now: later + .seconds(60)) == nil)
        #expect(cache.bytes == 10)
    }

    @Test("the same key holds one entry, and what is too large holds none")
    func replaced() {
        var cache = LeastRecentlyUsed<String, Int>(entries: 5, bytes: 100)
        kept("a", "b", "a", in: &cache)
        #expect(cache.bytes == 20)
        let isKept = cache.keep(9, as: "a", bytes: 101, lifetime: .seconds(60), now: Self.start)
        #expect(!isKept)
        #expect(keys(cache) == ["b"])
        cache.removeAll()
        #expect(cache.count == 0 && cache.bytes == 0)
        var none = LeastRecentlyUsed<String, Int>(entries: 0, bytes: 100)
        kept("a", in: &none)
        #expect(none.count == 0)
    }
}
