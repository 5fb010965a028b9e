internal import CSQLite

extension Statement: RowSource {
    var columns: Int { Int(unsafe sqlite3_column_count(handle)) }

    func kind(_ column: Int) -> ColumnKind {
        // SQLite answers NULL for a column that is not there.
        switch unsafe sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer
        case SQLITE_FLOAT: .real
        case SQLITE_TEXT: .text
        default: .blob
        }
    }

    func integer(_ column: Int) -> Int { Int(unsafe sqlite3_column_int64(handle, Int32(column))) }

    func real(_ column: Int) -> Double { unsafe sqlite3_column_double(handle, Int32(column)) }

    func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        // Texts come as UTF-8; an empty value has no address.
        let start = unsafe sqlite3_column_blob(handle, Int32(column))
        return unsafe UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column))))
    }
}
