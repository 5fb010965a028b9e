internal import Resources
internal import Storage
internal import Synchronization

/// Memories in the rows of a database; what the kinds of databases have in common.
///
/// Words and vectors are searched in memory, loaded for an owner when first asked for. Sendable by hand, for others inherit it: all it
/// and they hold is constant and Sendable.
package class RowMemoryStore: MemoryStore, @unchecked Sendable {
    let database: any SQLDatabase
    let indexes: OwnerIndexes
    let texts: StoredTexts
    let pending = Mutex(Pending())
    private let counts = MemoryTally()
    package var tally: MemoryTally? { counts }
    package var cachedOwners: Int? { indexes.count }

    /// What may wait for the disk, or for nobody.
    struct Pending {
        var recalled: [Use: (at: MemoryTime, count: Int)] = [:]
        /// Whether a write of those is on its way.
        var isWriting = false
        /// Texts that changed since they were given out to be embedded: a vector that comes now is of the old one.
        var changed: Set<Int> = []
        /// Counts forgettings; whether their traces will be erased.
        var forgotten = 0
        var isErasing = false
        /// When another process's writes were last looked for, and what the file's version was then.
        var looked = 0
        var version: Int?
    }

    /// A memory that was recalled, by whom.
    struct Use: Hashable {
        var owner: MemoryOwner
        var id: Int
    }

    init(_ database: any SQLDatabase, _ texts: StoredTexts, _ options: MemoryStoreOptions) {
        self.database = database
        self.texts = texts
        indexes = OwnerIndexes(budget: options.indexBytes, makeVectors: options.makeVectors)
    }

    // MARK: In what they differ

    /// Whether vectors are searched in memory.
    var holdsVectors: Bool { true }

    /// Something was forgotten.
    func forgot() {}

    /// What is in memory is about to be searched.
    func willSearch() {}

    /// Tells other processes, within the transaction, which memories changed; `nil` is all of them.
    func announce(_ connection: any SQLConnection, _ owner: MemoryOwner, _ range: OwnerRange, ids: [Int]?) throws(MemoryError) {}

    package func near(
        _ vector: [Float], _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int
    ) async throws(MemoryError) -> [MemoryMatch] {
        try await nearInMemory(vector, filter, of: owner, limit: limit)
    }

    package func withoutVector(limit: Int) async throws(MemoryError) -> [Memory] { try await waiting(limit: limit) }

    package func setVectors(_ vectors: [Int: [Float]]) async throws(MemoryError) {
        try await database.writing(
            lane: 0,
            { [self] connection throws(MemoryError) -> Void in
                _ = try MemoryTable.stored { () throws(StorageError) in try keep(vectors, connection) }
            }, failing: { MemoryError($0) })
    }

    package func close() async {
        await writeRecalled()
        await database.close()
    }

    // MARK: Transactions

    /// One transaction on an owner's rows; what it changed is told to the indexes once it is kept.
    func write<Value: Sendable>(
        _ owner: MemoryOwner, _ body: @escaping @Sendable (inout MemoryTable, inout [IndexChange]) throws(MemoryError) -> Value
    ) async throws(MemoryError) -> Value {
        let (texts, indexes) = (texts, indexes)
        do {
            return try await database.writing(
                lane: owner.lane,
                { [self] connection throws(MemoryError) in
                    var table = try MemoryTable(connection, texts, owner, locks: true)
                    var changes: [IndexChange] = []
                    let value = try body(&table, &changes)
                    if let range = table.range, !changes.isEmpty {
                        try announce(connection, owner, range, ids: changes.map(\.id))
                        let changes = changes
                        connection.afterCommit { indexes.note(changes, of: range.owner) }
                    }
                    return value
                }, failing: { MemoryError($0) })
        } catch {
            counts.failed(.write, error)
            throw error
        }
    }

    func read<Value: Sendable>(
        _ owner: MemoryOwner, _ body: @escaping @Sendable (MemoryTable) throws(MemoryError) -> Value
    ) async throws(MemoryError) -> Value {
        let texts = texts
        do {
            return try await database.reading(
                { connection throws(MemoryError) in try body(try MemoryTable(connection, texts, owner)) }, failing: { MemoryError($0) })
        } catch {
            counts.failed(.read, error)
            throw error
        }
    }
}

extension MemoryOwner {
    /// Changes of one owner follow each other, also those that another process tells of: equal for equal owners, whoever asks.
    var lane: Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in Array(account.utf8) + [0] + Array(person.utf8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(hash >> 33)
    }
}
