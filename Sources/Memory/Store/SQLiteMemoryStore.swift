internal import Resources
internal import Storage
internal import Synchronization

/// Memories in one SQLite file for all people of a server.
///
/// Writes of many tasks share a commit. Words and vectors are searched in memory, loaded for an owner when first asked for.
package final class SQLiteMemoryStore: RowMemoryStore, @unchecked Sendable {
    private let file: Database
    /// What whoever runs the server should know of how it was opened: a damaged file that was set aside.
    package let notice: String?

    /// Opens the file, which is made where it is missing.
    package static func open(path: String, options: MemoryStoreOptions = MemoryStoreOptions()) async throws(MemoryError)
        -> SQLiteMemoryStore
    {
        var storage = DatabaseOptions()
        storage.synchronous = options.isDurable ? .full : .normal
        storage.readers = options.readers
        storage.queue = options.queue
        storage.groupsWrites = true
        storage.erases = true
        do throws(StorageError) {
            try DamagedFile.checkLength(path)
            let database = try await Database.open(path: path, migrations: MemoryShape.migrations, options: storage)
            try await SealedFile.match(database, StoredTexts(sealing: options.sealing))
            return SQLiteMemoryStore(database, options)
        } catch {
            guard error.kind == .corrupt, options.setsDamagedAside else { throw MemoryError(error) }
            let place = try DamagedFile.setAside(path)
            do throws(StorageError) {
                let fresh = try await Database.open(path: path, migrations: MemoryShape.migrations, options: storage)
                try await SealedFile.match(fresh, StoredTexts(sealing: options.sealing))
                return SQLiteMemoryStore(fresh, options, notice: DamagedFile.notice(path, place))
            } catch { throw MemoryError(error) }
        }
    }

    private init(_ file: Database, _ options: MemoryStoreOptions, notice: String? = nil) {
        self.file = file
        self.notice = notice
        super.init(file, StoredTexts(sealing: options.sealing), options)
    }

    override func forgot() { eraseTraces() }

    override func willSearch() { noticeOthers() }

    /// Does it on the writer's thread once nobody writes.
    func whenIdle(_ body: @escaping @Sendable (Connection) -> Void) { file.whenIdle(body) }

    /// Reads the whole file and compares the indexes with the tables.
    package func isSound() async throws(MemoryError) -> Bool {
        do throws(StorageError) {
            try await file.read { connection throws(StorageError) in try connection.check(.full) }
            return true
        } catch {
            guard error.kind == .corrupt else { throw MemoryError(error) }
            return false
        }
    }
}
