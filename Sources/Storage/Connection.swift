internal import CSQLite
internal import Glibc

/// One open file, used by one thread at a time; `Database` sees to that.
@safe
package final class Connection: @unchecked Sendable {
    /// `nil` once it is closed.
    private var handle: OpaquePointer?
    let path: String
    /// Most recently used last.
    private var statements: [Statement] = []

    /// To be done once the open transaction is kept.
    var afterCommits: [() -> Void] = []
    /// What SQLite refused last.
    private(set) var lastFailure: StorageError?

    private static let keptStatements = 64

    /// Opens a file, which is made where it is missing: the owner alone may read it.
    init(path: String, options: DatabaseOptions, isReader: Bool) throws(StorageError) {
        self.path = path
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard let opened = unsafe opened, code == SQLITE_OK else {
            let cause = unsafe opened.map { unsafe sqlite3_system_errno($0) } ?? 0
            unsafe sqlite3_close_v2(opened)
            throw StorageError(code: code, cause: cause, message: "it could not be opened", path: path)
        }
        unsafe handle = opened
        // SQLite falls back to reading where it may not write.
        guard unsafe sqlite3_db_readonly(opened, "main") == 0 else {
            throw StorageError(code: SQLITE_READONLY, cause: 0, message: "", path: path)
        }
        let (seconds, attoseconds) = options.busyTimeout.components
        unsafe sqlite3_busy_timeout(handle, Int32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000))
        try script("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA synchronous = \(options.synchronous.rawValue)")
        if options.erases { try script("PRAGMA secure_delete = ON") }
        if isReader {
            try script("PRAGMA query_only = ON")
        } else {
            let mode = try first("PRAGMA journal_mode = WAL") { row throws(StorageError) in try row.text(0) }
            guard mode == "wal" else {
                throw StorageError(.broken, "\(path) cannot keep a write-ahead log: its folder is on a file system without shared memory.")
            }
            // 32 MiB: pages that many people's rows share, and are written again and again, go into the file once.
            try script("PRAGMA wal_autocheckpoint = 8000")
        }
    }

    /// A database in memory, gone with the connection. One thread at a time may use it; the caller sees to that.
    package init(inMemory name: String) throws(StorageError) {
        path = name
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(":memory:", &opened, flags, nil)
        guard let opened = unsafe opened, code == SQLITE_OK else {
            unsafe sqlite3_close_v2(opened)
            throw StorageError(code: code, cause: 0, message: "it could not be opened", path: name)
        }
        unsafe handle = opened
    }

    deinit { unsafe sqlite3_close_v2(handle) }

    /// Runs a statement that gives no rows.
    /// - Returns: how many rows it changed.
    @discardableResult
    package func run(_ sql: String, _ values: [StoredValue] = []) throws(StorageError) -> Int {
        try scan(sql, values) { _ in true }
        return Int(unsafe sqlite3_changes64(handle))
    }

    /// The rowid of the row inserted last.
    package var lastInsertedID: Int { Int(unsafe sqlite3_last_insert_rowid(handle)) }

    /// Lends each row to `visit`, until it returns `false`.
    package func scan(
        _ sql: String, _ values: [StoredValue] = [], _ visit: (borrowing Row) throws(StorageError) -> Bool
    ) throws(StorageError) {
        let statement = try statement(sql)
        statement.isReading = true
        defer {
            statement.reset()
            statement.isReading = false
        }
        try check(statement.bind(values), sql)
        while true {
            let code = unsafe sqlite3_step(statement.handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code, sql) }
            guard try visit(Row(statement)) else { return }
        }
    }

    /// Whether a transaction is open.
    var isInTransaction: Bool { unsafe handle != nil && sqlite3_get_autocommit(handle) == 0 }

    /// Several statements without values, one after another.
    package func script(_ sql: String) throws(StorageError) {
        guard unsafe handle != nil else { throw StorageError(.closed, "\(path) is closed.") }
        try check(unsafe sqlite3_exec(handle, sql, nil, nil, nil), sql)
    }

    // MARK: Statements

    private func statement(_ sql: String) throws(StorageError) -> Statement {
        guard unsafe handle != nil else { throw StorageError(.closed, "\(path) is closed.") }
        if let index = statements.lastIndex(where: { $0.sql == sql }), !statements[index].isReading {
            let found = statements.remove(at: index)
            statements.append(found)
            return found
        }
        var prepared: OpaquePointer?
        try check(unsafe sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil), sql)
        guard let prepared = unsafe prepared else { throw StorageError(.broken, "\"\(sql)\" is no statement.") }
        let made = unsafe Statement(prepared, sql: sql)
        statements.append(made)
        if statements.count > Self.keptStatements, let oldest = statements.firstIndex(where: { !$0.isReading }) {
            statements.remove(at: oldest)
        }
        return made
    }

    /// The last one to close a file writes its log back.
    package func close() {
        statements = []
        unsafe sqlite3_close_v2(handle)
        unsafe handle = nil
    }

    private func check(_ code: Int32, _ sql: String) throws(StorageError) {
        guard code == SQLITE_OK else { throw failure(code, sql) }
    }

    private func failure(_ code: Int32, _ sql: String) -> StorageError {
        let message = unsafe String(cString: sqlite3_errmsg(handle))
        // SQLite forgets the system's reason where a commit fails.
        let reason = errno
        let known = unsafe sqlite3_system_errno(handle)
        let cause = known == 0 && code & 0xFF == SQLITE_IOERR ? reason : known
        let failure = StorageError(
            code: code, cause: cause, message: "\(message) in \"\(sql.prefix(120))\"", path: path)
        lastFailure = failure
        return failure
    }
}
