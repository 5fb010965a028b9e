import Memory

/// Where a test's memories are: a file in a folder, or a database of a server; they stay when a store is closed.
struct StorePlace {
    private let folder = StoreFolder()
    let url: String?

    init(_ kind: StoreKind) throws {
        url = kind == .postgres ? try PostgresServer.shared.get().makeDatabase() : nil
    }

    func open(_ change: (inout MemoryStoreOptions) -> Void = { _ in }) async throws(MemoryError) -> RowMemoryStore {
        guard let url else { return try await folder.open(change) }
        var options = MemoryStoreOptions()
        options.isDurable = false
        change(&options)
        return try await PostgresMemoryStore.open(url: url, options: options)
    }
}
