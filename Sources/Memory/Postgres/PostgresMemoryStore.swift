internal import Resources
internal import Storage
internal import Synchronization

/// Memories in a PostgreSQL database that several servers share.
///
/// Rows and searches are those of the memory file. What one server changes it tells the others (NOTIFY) as part of the commit; each then
/// reads the changed rows again for what it searches in memory.
package final class PostgresMemoryStore: RowMemoryStore, @unchecked Sendable {
    private let base: PostgresDatabase
    private let listener: PostgresListener
    /// Vectors in the server's own type (pgvector), where it has that.
    private let serverVectors: ServerVectors?
    /// Sets this process's changes apart from others'.
    private let instance: String
    /// Texts as they were given out to be embedded, by their hashes: another process may change them meanwhile.
    private let given = Mutex([Int: Int]())

    /// Connects to the database of a URL, and makes what is missing in it: the schema `coda` with its tables.
    package static func open(
        url: String, options: MemoryStoreOptions = MemoryStoreOptions()
    ) async throws(MemoryError) -> PostgresMemoryStore {
        do throws(StorageError) { return try await connect(try PostgresAddress(url), options) } catch { throw MemoryError(error) }
    }

    /// The same for a server of ours: where the database's server is away it is tried again in the background.
    ///
    /// - Parameters:
    ///   - patience: how long the database's server is waited for.
    ///   - pauses: between two attempts, from the first one to the longest.
    ///   - told: that it is away, and once it is there.
    package static func openEventually(
        url: String, options: MemoryStoreOptions = MemoryStoreOptions(), patience: Duration = .seconds(3),
        pauses: ClosedRange<Duration> = .seconds(1)...(.seconds(60)), told: @escaping @Sendable (LateMemoryStore.Change) -> Void
    ) async throws(MemoryError) -> any MemoryStore {
        do throws(StorageError) {
            let address = try PostgresAddress(url)
            return try await LateMemoryStore.open(address.place, patience: patience, pauses: pauses, told: told) {
                () async throws(StorageError) in try await connect(address, options)
            }
        } catch { throw MemoryError(error) }
    }

    private static func connect(_ address: PostgresAddress, _ options: MemoryStoreOptions) async throws(StorageError) -> PostgresMemoryStore
    {
        var storage = PostgresOptions()
        storage.isDurable = options.isDurable
        storage.readers = options.readers
        storage.queue = options.queue
        let base = try await PostgresDatabase.open(address, migrations: PostgresShape.migrations, options: storage)
        do throws(StorageError) {
            let texts = StoredTexts(sealing: options.sealing, keepsBytes: true)
            try await SealedFile.match(base, texts)
            // The server could not compare sealed ones.
            let serverVectors = options.sealing == nil ? try await ServerVectors.prepare(base, texts) : nil
            let heard = Heard()
            let listener = try await PostgresListener.start(address, channel: channel) { heard.receive($0) }
            let store = PostgresMemoryStore(base, listener, texts, serverVectors, options)
            heard.store.withLock { $0 = WeakStore(store: store) }
            return store
        } catch {
            await base.close()
            throw error
        }
    }

    private init(
        _ base: PostgresDatabase, _ listener: PostgresListener, _ texts: StoredTexts, _ serverVectors: ServerVectors?,
        _ options: MemoryStoreOptions
    ) {
        self.base = base
        self.listener = listener
        self.serverVectors = serverVectors
        instance = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        super.init(base, texts, options)
    }

    deinit { listener.stop() }

    override package func close() async {
        listener.stop()
        await super.close()
    }

    // MARK: Vectors

    override var holdsVectors: Bool { serverVectors == nil }

    override package func near(
        _ vector: [Float], _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int
    ) async throws(MemoryError) -> [MemoryMatch] {
        guard let serverVectors else { return try await nearInMemory(vector, filter, of: owner, limit: limit) }
        return try await read(owner) { table throws(MemoryError) in
            guard let range = table.range, limit > 0 else { return [] }
            return try MemoryTable.stored { () throws(StorageError) in
                try serverVectors.near(vector, filter, range, limit, table.connection, table.texts)
            }
        }
    }

    override package func withoutVector(limit: Int) async throws(MemoryError) -> [Memory] {
        let found = try await waiting(limit: limit)
        given.withLock { given in for memory in found { given[memory.id] = memory.content.text.hashValue } }
        return found
    }

    override package func setVectors(_ vectors: [Int: [Float]]) async throws(MemoryError) {
        for (owner, range) in try await owners(of: vectors.keys) {
            let own = vectors.filter { range.contains($0.key) }
            try await database.writing(
                lane: owner.lane,
                { [self] connection throws(MemoryError) -> Void in
                    let table = try MemoryTable(connection, texts, owner, locks: true)
                    guard table.range == range else { return }
                    var fresh = own
                    for id in own.keys {
                        guard let hash = given.withLock({ $0[id] }) else { continue }
                        if try table.read(id)?.content.text.hashValue != hash { fresh[id] = nil }
                    }
                    let kept = try MemoryTable.stored { [fresh] () throws(StorageError) in
                        let kept = try keep(fresh, connection)
                        for id in kept { if let vector = fresh[id] { try serverVectors?.set(vector, id, connection) } }
                        return kept
                    }
                    if holdsVectors, !kept.isEmpty { try announce(connection, owner, range, ids: kept) }
                }, failing: { MemoryError($0) })
        }
    }

    private func owners(of ids: some Collection<Int>) async throws(MemoryError) -> [(MemoryOwner, OwnerRange)] {
        let numbers = Self.given(Set(ids.map { OwnerRange(of: $0).owner }))
        return try await database.reading(
            { connection throws(MemoryError) in
                try MemoryTable.stored { () throws(StorageError) in
                    try connection.query("SELECT id, account, person FROM owners WHERE \(Self.amongGiven)", [numbers]) {
                        row throws(StorageError) in
                        (MemoryOwner(account: try row.text(1), person: try row.text(2)), OwnerRange(owner: try row.integer(0)))
                    }
                }
            }, failing: { MemoryError($0) })
    }

    // MARK: Other processes

    private static let channel = "coda_memory"

    override func announce(
        _ connection: any SQLConnection, _ owner: MemoryOwner, _ range: OwnerRange, ids: [Int]?
    ) throws(MemoryError) {
        let notice = ChangeNotice(instance: instance, lane: owner.lane, owner: range.owner, ids: ids.map { Set($0) })
        try MemoryTable.stored { () throws(StorageError) in
            try connection.scan("SELECT CAST(pg_notify(?, ?) AS TEXT)", [.text(Self.channel), .text(notice.text)]) { _ in true }
        }
    }

    fileprivate func receive(_ event: PostgresListener.Event) {
        switch event {
        case .interrupted: indexes.dropAll()
        case .told(let text):
            guard let notice = ChangeNotice(text), notice.instance != instance, indexes.holds(notice.owner) else { return }
            guard let ids = notice.ids else { return indexes.drop(notice.owner) }
            let (indexes, texts, range, holdsVectors) = (indexes, texts, OwnerRange(owner: notice.owner), holdsVectors)
            // In the owner's lane, so that what is read here never goes before a change of our own that came first.
            base.later(lane: notice.lane) { connection throws(StorageError) in
                // Whose they are does not matter to an index.
                let found = try Self.load(connection, range, texts, MemoryOwner(account: ""), ids: Array(ids))
                let (rows, vectors) = (Set(found.map(\.id)), Set(found.filter(\.isVector).map(\.id)))
                let gone = ids.subtracting(rows).map { IndexChange.remove($0) } + rows.subtracting(vectors).map { .noVector($0) }
                indexes.note(found.filter { holdsVectors || !$0.isVector } + gone, of: range.owner)
            } failing: { _ in
                indexes.drop(range.owner)
            }
        }
    }
}

/// Hands on what the listener hears, for as long as the store is there.
private final class Heard: Sendable {
    let store = Mutex(WeakStore())

    func receive(_ event: PostgresListener.Event) { store.withLock { $0.store }?.receive(event) }
}

private struct WeakStore: Sendable {
    weak let store: PostgresMemoryStore?

    init(store: PostgresMemoryStore? = nil) { self.store = store }
}
