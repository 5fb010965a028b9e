internal import CSQLite

/// A prepared statement; its connection keeps it to be used again, and uses it on one thread at a time.
@safe
final class Statement {
    let handle: OpaquePointer
    let sql: String
    /// Whether its rows are being read: the same SQL within needs a statement of its own.
    var isReading = false

    init(_ handle: OpaquePointer, sql: String) {
        unsafe self.handle = handle
        self.sql = sql
    }

    /// Gives the parameters their values; SQLite takes copies.
    /// - Returns: SQLite's code.
    func bind(_ values: [StoredValue]) -> Int32 {
        guard unsafe values.count == Int(sqlite3_bind_parameter_count(handle)) else { return SQLITE_RANGE }
        for (index, value) in values.enumerated() {
            let code = bind(value, at: Int32(index + 1))
            guard code == SQLITE_OK else { return code }
        }
        return SQLITE_OK
    }

    private func bind(_ value: StoredValue, at index: Int32) -> Int32 {
        // SQLITE_TRANSIENT, which is a macro with a cast: SQLite copies before it returns.
        let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return unsafe sqlite3_bind_null(handle, index)
        case .integer(let number): return unsafe sqlite3_bind_int64(handle, index, Int64(number))
        case .real(let number): return unsafe sqlite3_bind_double(handle, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                    // A text without bytes may have no address, which would be taken for NULL.
                    guard let start = characters.baseAddress else { return unsafe sqlite3_bind_text(handle, index, "", 0, copied) }
                    return unsafe sqlite3_bind_text(handle, index, start, Int32(clamping: characters.count), copied)
                }
            }
        case .blob(let blob):
            return unsafe blob.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, !blob.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, index, 0) }
                return unsafe sqlite3_bind_blob64(handle, index, start, UInt64(bytes.count), copied)
            }
        }
    }

    func reset() {
        unsafe sqlite3_reset(handle)
        // What a person said does not stay in memory longer than needed.
        unsafe sqlite3_clear_bindings(handle)
    }

    deinit { unsafe sqlite3_finalize(handle) }
}
