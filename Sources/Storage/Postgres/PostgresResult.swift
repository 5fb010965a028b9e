internal import CPostgreSQL

/// What a statement gave; its rows are lent one at a time.
@safe
final class PostgresResult: RowSource {
    private let library: PostgresLibrary
    private let handle: OpaquePointer?
    let sql: String
    /// The row that is lent.
    var row: Int32 = 0

    /// - Parameter handle: `nil` where the connection is lost, or memory out.
    init(_ handle: OpaquePointer?, _ library: PostgresLibrary, sql: String) {
        unsafe self.handle = handle
        self.library = library
        self.sql = sql
    }

    deinit { unsafe library.functions.clear(handle) }

    var isGood: Bool {
        let status = Int(unsafe library.functions.resultStatus(handle))
        return status == CODA_PQ_COMMAND_OK || status == CODA_PQ_ROWS
    }

    /// Five letters that say what failed; empty where the server said nothing.
    var state: String { field(CODA_PQ_SQLSTATE) }
    var message: String { field(CODA_PQ_PRIMARY) }

    private func field(_ field: Int) -> String {
        unsafe library.functions.resultErrorField(handle, Int32(field)).map { unsafe String(cString: $0) } ?? ""
    }

    var rows: Int32 { unsafe library.functions.ntuples(handle) }

    /// How many rows a statement changed.
    var changed: Int { unsafe library.functions.cmdTuples(handle).flatMap { unsafe Int(String(cString: $0)) } ?? 0 }

    /// The types of a prepared statement's parameters.
    var parameters: [Int] {
        let count = unsafe library.functions.nparams(handle)
        return (0..<count).map { Int(unsafe library.functions.paramtype(handle, $0)) }
    }

    // MARK: The row that is lent

    var columns: Int { Int(unsafe library.functions.nfields(handle)) }

    func kind(_ column: Int) -> ColumnKind {
        guard column < columns, unsafe library.functions.getisnull(handle, row, Int32(column)) == 0 else { return .null }
        return switch Int(unsafe library.functions.ftype(handle, Int32(column))) {
        case CODA_PQ_INT8, CODA_PQ_INT4, CODA_PQ_INT2, CODA_PQ_BOOL: .integer
        case CODA_PQ_FLOAT8, CODA_PQ_FLOAT4: .real
        case CODA_PQ_TEXT, CODA_PQ_VARCHAR: .text
        case CODA_PQ_BYTEA: .blob
        default: .other
        }
    }

    func integer(_ column: Int) -> Int {
        let bits = bits(column)
        return switch unsafe library.functions.getlength(handle, row, Int32(column)) {
        case 2: Int(Int16(truncatingIfNeeded: bits))
        case 4: Int(Int32(truncatingIfNeeded: bits))
        default: Int(truncatingIfNeeded: bits)
        }
    }

    func real(_ column: Int) -> Double {
        let bits = bits(column)
        let isHalf = unsafe library.functions.getlength(handle, row, Int32(column)) == 4
        return isHalf ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))) : Double(bitPattern: bits)
    }

    func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        let start = unsafe library.functions.getvalue(handle, row, Int32(column))
        let count = Int(unsafe library.functions.getlength(handle, row, Int32(column)))
        return unsafe UnsafeRawBufferPointer(start: UnsafeRawPointer(start), count: start == nil ? 0 : count)
    }

    /// Numbers come with their highest byte first.
    private func bits(_ column: Int) -> UInt64 {
        var bits: UInt64 = 0
        unsafe bytes(column).forEach { bits = bits << 8 | UInt64($0) }
        return bits
    }
}
