/// In what the databases' SQL differs.
package enum SQLDialect: Sendable {
    case sqlite, postgres

    /// The number of bytes of a text or a blob.
    package func bytes(of expression: String) -> String {
        switch self {
        case .sqlite: "length(CAST(\(expression) AS BLOB))"
        case .postgres: "octet_length(\(expression))"
        }
    }

    /// At the end of a query: its rows are nobody else's to change until the transaction ends. SQLite has one writer anyway.
    package var locking: String { self == .postgres ? " FOR UPDATE" : "" }
}
