internal import Storage

/// One call of a tool inside its transaction: whose data, when, and the file.
struct DeskCall {
    let connection: Connection
    let account: String
    let person: String
    let now: WallSecond

    /// The first two values of every statement about one owner's rows.
    var owner: [StoredValue] { [.text(account), .text(person)] }

    @discardableResult
    func run(_ sql: String, _ values: [StoredValue]) throws(ToolFailure) -> Int {
        do throws(StorageError) { return try connection.run(sql, values) } catch { throw ToolFailure(error) }
    }

    func query<Value>(
        _ sql: String, _ values: [StoredValue], _ read: (borrowing Row) throws(StorageError) -> Value
    ) throws(ToolFailure) -> [Value] {
        do throws(StorageError) { return try connection.query(sql, values, read) } catch { throw ToolFailure(error) }
    }

    /// - Parameter condition: which of the owner's rows, such as `AND list = ?`.
    func count(_ table: String, _ condition: String = "", _ values: [StoredValue] = []) throws(ToolFailure) -> Int {
        try query("SELECT count(*) FROM \(table) WHERE account = ? AND person = ? \(condition)", owner + values) {
            row throws(StorageError) in try row.integer(0)
        }.first ?? 0
    }

    /// So that nobody fills the disk by talking.
    func makeRoom(in table: String, for more: Int = 1, most: Int, _ noun: String) throws(ToolFailure) {
        guard try count(table) + more <= most else { throw .failed("There is room for \(most) \(noun); remove some first.") }
    }
}

extension ToolFailure {
    init(_ error: StorageError) {
        switch error.kind {
        case .locked, .busy, .full: self = .unavailable(error.description)
        default: self = .failed(error.description)
        }
    }
}
