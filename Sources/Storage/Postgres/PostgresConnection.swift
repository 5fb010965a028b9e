internal import CPostgreSQL

/// One session with a PostgreSQL server, made when it is first needed and again when it was lost; used by one thread at a time.
@safe
package final class PostgresConnection: SQLConnection, @unchecked Sendable {
    package let address: PostgresAddress
    private let settings: String
    /// `nil` until it is needed.
    private(set) var handle: OpaquePointer?
    private var statements: [String: Prepared] = [:]
    private var prepared = 0
    /// How the transaction is to begin, with its first statement.
    private var opening: String?
    private var afterCommits: [() -> Void] = []

    private struct Prepared {
        let name: String
        let types: [Int]
        var used: Int
    }

    private static let keptStatements = 64
    /// A server that is not there is told within seconds; what the URL says goes before.
    private static let standards = [
        "connect_timeout": "10", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "20000",
    ]

    /// - Parameter settings: SQL that is run on every new connection.
    package init(_ address: PostgresAddress, settings: String = "") {
        self.address = address
        self.settings = settings
    }

    deinit { close() }

    package var dialect: SQLDialect { .postgres }
    var library: PostgresLibrary { address.library }

    // MARK: Connection

    package func connect() throws(StorageError) {
        close()
        var (keywords, values): ([String], [String]) = ([], [])
        for (keyword, value) in Self.standards.sorted(by: { $0.key < $1.key }) + [("dbname", address.url)] {
            keywords.append(keyword)
            values.append(value)
        }
        keywords += ["client_encoding", "fallback_application_name"]
        values += ["UTF8", "coda"]
        let made = unsafe CStrings(keywords).lend { keywords in
            unsafe CStrings(values).lend { values in unsafe library.functions.connectdbParams(keywords, values, 1) }
        }
        guard let made = unsafe made else { throw .unreachable(address.place, "memory is out") }
        unsafe handle = made
        guard isConnected else {
            let why = lastMessage
            close()
            throw .unreachable(address.place, why)
        }
        unsafe library.silence(made)
        if !settings.isEmpty { try script(settings) }
    }

    var isConnected: Bool { unsafe handle != nil && library.functions.status(handle) == Int32(CODA_PQ_OK) }

    package func close() {
        if unsafe handle != nil { unsafe library.functions.finish(handle) }
        unsafe handle = nil
        statements = [:]
        afterCommits = []
    }

    var lastMessage: String {
        let message = unsafe library.functions.errorMessage(handle).map { unsafe String(cString: $0) } ?? ""
        return message.isEmpty ? "no reason given" : address.clean(message)
    }

    // MARK: Transactions

    /// Everything in `body`, or nothing of it. It begins with the first statement of `body`.
    func transaction<Value, Failure: Error>(
        _ opening: String, _ body: (PostgresConnection) throws(Failure) -> Value, failing: (StorageError) -> Failure
    ) throws(Failure) -> Value {
        self.opening = opening
        let value: Value
        do { value = try body(self) } catch {
            rollBack()
            throw error
        }
        do { try commit() } catch { throw failing(error) }
        return value
    }

    package func afterCommit(_ body: @escaping () -> Void) { afterCommits.append(body) }

    private func begin() throws(StorageError) {
        guard let opening else { return }
        self.opening = nil
        if !isConnected { try connect() }
        let result = execute(opening)
        if result.isGood { return }
        // The server may have been started anew since the last transaction; nothing of this one was done yet.
        guard isLost(result) else { throw failure(result) }
        try connect()
        try script(opening)
    }

    private func commit() throws(StorageError) {
        let bodies = afterCommits
        let isOpen = opening == nil
        (afterCommits, opening) = ([], nil)
        if isOpen {
            guard unsafe library.functions.transactionStatus(handle) == Int32(CODA_PQ_INTRANSACTION) else {
                rollBack()
                throw StorageError(.broken, "\(address.place): a statement of the transaction had failed; nothing of it was kept.")
            }
            let result = execute("COMMIT")
            guard result.isGood else {
                let error = isLost(result) ? .unsure(address.place) : failure(result)
                rollBack()
                throw error
            }
        }
        for body in bodies { body() }
    }

    private func rollBack() {
        (afterCommits, opening) = ([], nil)
        guard unsafe handle != nil else { return }
        guard isConnected else { return close() }
        if unsafe library.functions.transactionStatus(handle) != Int32(CODA_PQ_IDLE), !execute("ROLLBACK").isGood { close() }
    }

    // MARK: Statements

    @discardableResult
    package func run(_ sql: String, _ values: [StoredValue] = []) throws(StorageError) -> Int { try result(sql, values).changed }

    package func scan(
        _ sql: String, _ values: [StoredValue], _ visit: (borrowing Row) throws(StorageError) -> Bool
    ) throws(StorageError) {
        let result = try result(sql, values)
        for row in 0..<result.rows {
            result.row = row
            guard try visit(Row(result)) else { return }
        }
    }

    /// Several statements without values, one after another.
    package func script(_ sql: String) throws(StorageError) {
        try begin()
        let result = execute(sql)
        guard result.isGood else { throw failure(result) }
    }

    private func execute(_ sql: String) -> PostgresResult { unsafe PostgresResult(library.functions.exec(handle, sql), library, sql: sql) }

    private func result(_ sql: String, _ values: [StoredValue]) throws(StorageError) -> PostgresResult {
        try begin()
        if !isConnected { throw .lost(address.place, lastMessage) }
        let statement = try statement(sql)
        let parameters = try PostgresParameters(values, statement.types, sql: sql)
        let result = unsafe parameters.lend { values, lengths, formats in
            let handle = unsafe library.functions.execPrepared(
                handle, statement.name, Int32(statement.types.count), values, lengths, formats, 1)
            return unsafe PostgresResult(handle, library, sql: sql)
        }
        guard result.isGood else { throw failure(result) }
        return result
    }

    private func statement(_ sql: String) throws(StorageError) -> Prepared {
        prepared += 1
        if let found = statements[sql] {
            statements[sql]?.used = prepared
            return found
        }
        if statements.count >= Self.keptStatements, let oldest = statements.min(by: { $0.value.used < $1.value.used }) {
            statements[oldest.key] = nil
            try script("DEALLOCATE \(oldest.value.name)")
        }
        let name = "s\(prepared)"
        let made = unsafe PostgresResult(library.functions.prepare(handle, name, Self.numbered(sql), 0, nil), library, sql: sql)
        guard made.isGood else { throw failure(made) }
        let described = unsafe PostgresResult(library.functions.describePrepared(handle, name), library, sql: sql)
        guard described.isGood else { throw failure(described) }
        let statement = Prepared(name: name, types: described.parameters, used: prepared)
        statements[sql] = statement
        return statement
    }

    private func failure(_ result: PostgresResult) -> StorageError {
        guard isLost(result) else {
            return .postgres(state: result.state, message: address.clean(result.message), sql: result.sql, place: address.place)
        }
        let why = result.state.isEmpty ? lastMessage : address.clean(result.message)
        close()
        return .lost(address.place, why)
    }

    /// libpq may take a connection for good whose server said goodbye before it went.
    private func isLost(_ result: PostgresResult) -> Bool {
        !isConnected || result.state.isEmpty || result.state.hasPrefix("57P")
    }

    /// `$1`, `$2` and so on for each `?` outside quotes.
    static func numbered(_ sql: String) -> String {
        var (numbered, count, isQuoted) = ("", 0, false)
        for character in sql {
            if character == "'" { isQuoted.toggle() }
            if character == "?", !isQuoted {
                count += 1
                numbered += "$\(count)"
            } else {
                numbered.append(character)
            }
        }
        return numbered
    }
}
