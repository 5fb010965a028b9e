internal import Resources
internal import Storage
internal import Synchronization

/// Other processes that write into the same file, such as commands while a server runs.
extension SQLiteMemoryStore {
    /// Milliseconds between two looks.
    private static let pause = 1_000

    /// Lets go of what was loaded for searching where somebody else has written since. Looks once a second at most, in the background: a
    /// search never waits for it.
    func noticeOthers() {
        let isTime = pending.withLock { pending in
            let now = CoarseClock.milliseconds
            guard now - pending.looked >= Self.pause else { return false }
            pending.looked = now
            return true
        }
        guard isTime else { return }
        whenIdle { [weak self] connection in
            // Changes with what is committed by other connections; the others of this process only read.
            guard let self,
                let version = try? connection.query("PRAGMA data_version", [], { row throws(StorageError) in try row.integer(0) }).first
            else { return }
            let isOther = self.pending.withLock { pending in
                defer { pending.version = version }
                return pending.version.map { $0 != version } ?? false
            }
            if isOther { self.indexes.dropAll() }
        }
    }
}
