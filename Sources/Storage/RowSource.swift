/// Where a row comes from: a statement of SQLite, a result of PostgreSQL.
protocol RowSource: AnyObject {
    var sql: String { get }
    var columns: Int { get }
    /// `null` for a column that is not there.
    func kind(_ column: Int) -> ColumnKind
    /// Each of the following only for a column of its kind; a whole number is no real one here.
    func integer(_ column: Int) -> Int
    func real(_ column: Int) -> Double
    /// Of a text or a blob; valid until the next row.
    func bytes(_ column: Int) -> UnsafeRawBufferPointer
}

/// What a column of a row holds.
enum ColumnKind {
    case null, integer, real, text, blob, other

    var name: String {
        switch self {
        case .null: "null"
        case .integer: "an integer"
        case .real: "a real number"
        case .text: "text"
        case .blob: "a blob"
        case .other: "something else"
        }
    }
}
