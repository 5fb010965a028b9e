/// The row a query stands at, lent for as long as it is read; columns count from 0.
package struct Row: ~Copyable {
    private let source: any RowSource

    init(_ source: any RowSource) { self.source = source }

    package var count: Int { source.columns }

    package func isNull(_ column: Int) -> Bool { source.kind(column) == .null }

    package func integer(_ column: Int) throws(StorageError) -> Int {
        try expect(.integer, column)
        return source.integer(column)
    }

    /// A whole number counts too.
    package func real(_ column: Int) throws(StorageError) -> Double {
        if source.kind(column) == .integer { return Double(source.integer(column)) }
        try expect(.real, column)
        return source.real(column)
    }

    package func text(_ column: Int) throws(StorageError) -> String {
        try expect(.text, column)
        return unsafe source.bytes(column).withMemoryRebound(to: UInt8.self) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    package func blob(_ column: Int) throws(StorageError) -> [UInt8] {
        try withBlob(column) { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
    }

    /// Lends the bytes of a blob without a copy.
    package func withBlob<Value>(_ column: Int, _ body: (RawSpan) -> Value) throws(StorageError) -> Value {
        try expect(.blob, column)
        return unsafe body(source.bytes(column).bytes)
    }

    package func optionalInteger(_ column: Int) throws(StorageError) -> Int? { isNull(column) ? nil : try integer(column) }
    package func optionalText(_ column: Int) throws(StorageError) -> String? { isNull(column) ? nil : try text(column) }

    /// Whatever the column holds.
    package func value(_ column: Int) throws(StorageError) -> StoredValue {
        switch source.kind(column) {
        case .null: .null
        case .integer: .integer(source.integer(column))
        case .real: .real(source.real(column))
        case .text: .text(try text(column))
        case .blob: .blob(try blob(column))
        case .other: throw wrong(column, "something that is read here")
        }
    }

    private func expect(_ wanted: ColumnKind, _ column: Int) throws(StorageError) {
        guard source.kind(column) != wanted else { return }
        throw wrong(column, wanted.name)
    }

    private func wrong(_ column: Int, _ wanted: String) -> StorageError {
        StorageError(.type, "Column \(column) of \"\(source.sql)\" holds \(source.kind(column).name), not \(wanted).")
    }
}
