/// One connection to a database, used by one thread at a time, within a transaction.
package protocol SQLConnection: AnyObject {
    var dialect: SQLDialect { get }

    /// Runs a statement that gives no rows. Values stand for `?` in their order.
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [StoredValue]) throws(StorageError) -> Int

    /// Lends each row to `visit`, until it returns `false`.
    func scan(
        _ sql: String, _ values: [StoredValue], _ visit: (borrowing Row) throws(StorageError) -> Bool
    ) throws(StorageError)

    /// Puts off what may only happen once the open transaction is kept.
    func afterCommit(_ body: @escaping () -> Void)

    func close()
}

extension SQLConnection {
    package func query<Value>(
        _ sql: String, _ values: [StoredValue] = [], _ read: (borrowing Row) throws(StorageError) -> Value
    ) throws(StorageError) -> [Value] {
        var all: [Value] = []
        try scan(sql, values) { row throws(StorageError) in
            all.append(try read(row))
            return true
        }
        return all
    }

    package func first<Value>(
        _ sql: String, _ values: [StoredValue] = [], _ read: (borrowing Row) throws(StorageError) -> Value
    ) throws(StorageError) -> Value? {
        var found: Value?
        try scan(sql, values) { row throws(StorageError) in
            found = try read(row)
            return false
        }
        return found
    }
}
