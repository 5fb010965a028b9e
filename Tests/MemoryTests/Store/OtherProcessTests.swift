import Memory
import Testing

/// Two stores on one file, as of a server and a command.
@Suite struct OtherProcessTests {
    private let folder = StoreFolder()
    private let anna = MemoryOwner(account: "anna")

    @Test("what another process writes and forgets is noticed in what was loaded for searching")
    func noticed() async throws {
        let server = try await folder.open()
        _ = try await server.add(
            [MemoryContent(.fact, "They live in Leeds.", happened: MemoryTime(milliseconds: 1))], for: anna, at: MemoryTime(milliseconds: 1)
        )
        let found = try await server.matching("where they live", MemoryFilter(), of: anna, limit: 9)
        #expect(found.count == 1)
        let command = try await folder.open()
        let other = try await command.add(
            [MemoryContent(.fact, "They live on a boat.", happened: MemoryTime(milliseconds: 2))], for: anna,
            at: MemoryTime(milliseconds: 2))
        #expect(await eventually { try await server.matching("boat", MemoryFilter(), of: anna, limit: 9).map(\.id) == other.map(\.id) })
        try await command.forget(other.map(\.id), of: anna)
        #expect(await eventually { try await server.matching("boat", MemoryFilter(), of: anna, limit: 9).isEmpty })
        await command.close()
        await server.close()
    }

    /// It looks once a second.
    private func eventually(_ holds: () async throws -> Bool) async -> Bool {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if (try? await holds()) == true { return true }
            await Task.yield()
        }
        return false
    }
}
