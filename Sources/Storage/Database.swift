internal import CSQLite
internal import Glibc
internal import Resources

/// A SQLite file with a thread of its own for writing, and some for reading beside it.
///
/// Every write is a transaction; a reader sees the file as it was when its transaction began.
package final class Database: Sendable {
    package let path: String
    private let writer: Connection
    private let options: DatabaseOptions
    private let writing: WorkerPool
    private let reading: WorkerPool
    /// Where writes are joined.
    private let group: GroupWriter?
    /// Opened when first needed.
    private let idle = IdleConnections<Connection>()

    /// Opens a file, with its folder where that is missing, and brings it to the newest shape. Blocks: call it from a thread of your own.
    package init(path: String, migrations: [Migration] = [], options: DatabaseOptions = DatabaseOptions()) throws(StorageError) {
        self.path = path
        self.options = options
        try Self.make(path)
        writer = try Connection(path: path, options: options, isReader: false)
        try writer.check(options.check)
        try writer.migrate(migrations)
        writing = WorkerPool(name: "storage-write", threads: 1, capacity: options.queue)
        reading = WorkerPool(name: "storage-read", threads: max(1, options.readers), capacity: options.queue)
        group = options.groupsWrites ? GroupWriter(capacity: options.queue) : nil
    }

    /// The same on a thread of its own.
    package static func open(
        path: String, migrations: [Migration] = [], options: DatabaseOptions = DatabaseOptions()
    ) async throws(StorageError) -> Database {
        let opened = await onThread(named: "storage-open") {
            Result { () throws(StorageError) in try Database(path: path, migrations: migrations, options: options) }
        }
        return try opened.get()
    }

    deinit {
        // The last connection to close writes the log back, which may take a while: not on the thread that lets go.
        let connections = idle.end() + [writer]
        _ = writing.submit { connections.forEach { $0.close() } }
    }

    /// Runs `body` as one transaction; what it throws undoes it.
    @discardableResult
    package func write<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable (Connection) throws(Failure) -> Value, failing: @escaping @Sendable (StorageError) -> Failure
    ) async throws(Failure) -> Value {
        let writer = writer
        guard let group else {
            return try await writing.run(for: path, failing) { () throws(Failure) in try writer.transaction(body, failing: failing) }
        }
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            let job = GroupWriter.Job(
                run: { connection in
                    let result = Result<Value, Failure> { () throws(Failure) in try connection.transaction(body, failing: failing) }
                    return { error in
                        if let error, case .success = result {
                            continuation.resume(returning: .failure(failing(error)))
                        } else {
                            continuation.resume(returning: result)
                        }
                    }
                }, refuse: { continuation.resume(returning: .failure(failing($0))) })
            switch group.add(job) {
            case .queued: break
            case .refused: job.refuse(.refused(path))
            case .first:
                if !writing.submit(.liveTurn, { group.drain(writer) }) { group.refuseAll(.refused(path)) }
            }
        }
        return try result.get()
    }

    /// Runs `body` on the writer's thread, outside a transaction, once nothing else waits there. Not at all where the queue is full.
    package func whenIdle(_ body: @escaping @Sendable (Connection) -> Void) {
        let writer = writer
        _ = writing.submit(.background) { body(writer) }
    }

    /// Writes that wait for the one under way.
    package var waitingWrites: Int { group?.waiting ?? writing.load.waiting }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StorageError) -> Value
    ) async throws(StorageError) -> Value {
        try await write(body, failing: { $0 })
    }

    /// Runs `body` beside whatever writes; what it changes is refused.
    package func read<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable (Connection) throws(Failure) -> Value, failing: @escaping @Sendable (StorageError) -> Failure
    ) async throws(Failure) -> Value {
        try await reading.run(for: path, failing) { [self] () throws(Failure) in
            let connection: Connection
            do throws(StorageError) { connection = try reader() } catch { throw failing(error) }
            defer { idle.giveBack(connection) }
            do throws(StorageError) { try connection.run("BEGIN") } catch { throw failing(error) }
            defer { _ = try? connection.run("ROLLBACK") }
            return try body(connection)
        }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(StorageError) -> Value
    ) async throws(StorageError) -> Value {
        try await read(body, failing: { $0 })
    }

    /// Waits for what is queued, and closes the file; what is asked for later is refused.
    package func close() async {
        let writer = writer
        let readers = idle.end()
        _ = try? await writing.run(for: path, { $0 }) { () throws(StorageError) in
            readers.forEach { $0.close() }
            try? writer.script("PRAGMA wal_checkpoint(TRUNCATE)")
            writer.close()
        }
        writing.stop()
        reading.stop()
    }

    private func reader() throws(StorageError) -> Connection {
        if let kept = idle.take() { return kept }
        return try Connection(path: path, options: options, isReader: true)
    }

    /// Makes the folder and the file, for the owner's eyes only: SQLite's own files take over the file's mode.
    private static func make(_ path: String) throws(StorageError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        var folder = path.hasPrefix("/") ? "" : "."
        for part in parts.dropLast() {
            folder += "/" + part
            guard unsafe mkdir(folder, 0o700) != 0, errno != EEXIST, errno != EISDIR else { continue }
            let why = unsafe String(cString: strerror(errno))
            // A folder further up may be there without the right to make it.
            guard unsafe access(folder, F_OK) != 0 else { continue }
            throw StorageError(.notOpened, "The folder \(folder) could not be made: \(why). Make it, or name another.")
        }
        let file = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        let cause = errno
        guard file < 0 else {
            Glibc.close(file)
            return
        }
        // SQLite knows why a file that is there cannot be used, not why it could not be made.
        guard unsafe access(path, F_OK) == 0 else { throw StorageError(code: SQLITE_CANTOPEN, cause: cause, message: "", path: path) }
    }
}
