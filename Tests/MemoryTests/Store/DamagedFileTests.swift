import Glibc
import Memory
import TestSupport
import Testing

@Suite struct DamagedFileTests {
    private let folder = StoreFolder()

    /// A closed file with memories in it.
    private func filled() async throws -> [Memory] {
        let store = try await folder.open()
        let added = try await store.add((0..<400).map { MemoryContent("Number \($0) of many.") }, for: anna, at: MemoryTime(1))
        await store.close()
        return added
    }

    static let damages: [(name: String, damage: @Sendable ([UInt8]) -> [UInt8])] = [
        ("no database", { _ in Array("These are not the pages you are looking for.".utf8) + [UInt8](repeating: 7, count: 9_000) }),
        ("overwritten in the middle", { $0.prefix(20_480) + [UInt8](repeating: 0xA5, count: 16_384) + $0.dropFirst(36_864) }),
        ("cut off", { Array($0.prefix($0.count / 2 - 100)) }),
        ("zeros", { [UInt8](repeating: 0, count: $0.count) }),
    ]

    @Test("a damaged file is set aside as it is, told, and a new one is begun", arguments: damages.indices)
    func setAside(index: Int) async throws {
        _ = try await filled()
        let bytes = Self.damages[index].damage(StoreFolder.bytes(folder.path))
        try TextFile.write(bytes, to: folder.path)
        let error = await #expect(throws: MemoryError.self) { try await folder.open { $0.setsDamagedAside = false } }
        #expect(error?.kind == .damaged)
        #expect(error?.description.contains("Move it away") == true)
        #expect(StoreFolder.bytes(folder.path) == bytes)
        let store = try await folder.open()
        let aside = try #require(folder.names.first { $0.contains(".damaged-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") })
        #expect(StoreFolder.bytes(folder.folder + "/" + aside) == bytes)
        #expect(store.notice?.contains(aside) == true)
        #expect(try await store.add([MemoryContent("Anew.")], for: anna, at: MemoryTime(2)).count == 1)
        await store.close()
    }

    @Test("an emptied file beside its log is damage; an empty one alone is new")
    func emptied() async throws {
        try TextFile.write([], to: folder.path)
        let store = try await folder.open()
        #expect(store.notice == nil)
        _ = try await store.add([MemoryContent("In the log.")], for: anna, at: MemoryTime(1))
        let log = StoreFolder.bytes(folder.path + "-wal")
        #expect(!log.isEmpty)
        await store.close()
        try TextFile.write(log, to: folder.path + "-wal")
        try TextFile.write([], to: folder.path)
        let again = try await folder.open()
        #expect(again.notice != nil)
        let kept = try #require(folder.names.first { $0.contains(".damaged-") && $0.hasSuffix("-wal") })
        #expect(StoreFolder.bytes(folder.folder + "/" + kept) == log)
        await again.close()
    }

    @Test("a folder that cannot be made is named")
    func noFolder() async throws {
        let error = await #expect(throws: MemoryError.self) { try await SQLiteMemoryStore.open(path: "/proc/coda/memory.db") }
        #expect(error?.kind == .unavailable)
        #expect(error?.description.contains("/proc/coda") == true)
    }

    @Test("a closed store says so, and does not crash")
    func closed() async throws {
        let store = try await folder.open()
        await store.close()
        let error = await #expect(throws: MemoryError.self) { try await store.add([MemoryContent("Late.")], for: anna, at: MemoryTime(1)) }
        #expect(error?.kind == .unavailable)
        await #expect(throws: MemoryError.self) { try await store.matching("late", MemoryFilter(), of: anna, limit: 1) }
        await store.close()
    }

    @Test("wherever a kill cuts the log, what opens is whole, and has all of each change or nothing")
    func cutLog() async throws {
        let store = try await folder.open()
        for index in 0..<30 {
            let pair = [MemoryContent("Left \(index)."), MemoryContent("Right \(index).")]
            _ = try await store.add(pair, for: anna, at: MemoryTime(index))
        }
        let (file, log) = (StoreFolder.bytes(folder.path), StoreFolder.bytes(folder.path + "-wal"))
        await store.close()
        let copy = StoreFolder()
        var counts: [Int] = []
        for cut in stride(from: 0, through: log.count, by: 9_001) + [log.count] {
            for name in copy.names { unsafe unlink(copy.folder + "/" + name) }
            try TextFile.write(file, to: copy.path)
            try TextFile.write(log[..<cut], to: copy.path + "-wal")
            let opened = try await copy.open { $0.setsDamagedAside = false }
            #expect(try await opened.isSound())
            let found = try await opened.list(MemoryFilter(), of: anna, limit: 100, before: nil)
            #expect(found.count.isMultiple(of: 2))
            counts.append(found.count)
            await opened.close()
        }
        #expect(counts == counts.sorted() && counts.last == 60)
    }
}
