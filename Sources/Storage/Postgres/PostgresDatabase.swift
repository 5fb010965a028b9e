internal import Resources

/// A PostgreSQL database through a few connections, each with a thread of its own.
///
/// Transactions of one lane follow each other on one connection; those of different lanes, and readers, run beside each other.
package final class PostgresDatabase: SQLDatabase {
    package let address: PostgresAddress
    package var place: String { address.place }
    private let options: PostgresOptions
    private let lanes: [Lane]
    private let reading: WorkerPool
    private let idle: IdleConnections<PostgresConnection>

    private struct Lane: Sendable {
        let connection: PostgresConnection
        let pool: WorkerPool
    }

    private static let (beginning, looking) = ("BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    /// Held while the tables are made or changed. Any number of our own.
    private static let shapeLock = 0x636F6461

    /// Connects, and brings the tables to the newest shape, one process at a time.
    package static func open(
        _ address: PostgresAddress, migrations: [String], options: PostgresOptions = PostgresOptions()
    ) async throws(StorageError) -> PostgresDatabase {
        let opened = await onThread(named: "storage-open") {
            Result { () throws(StorageError) in
                let connection = PostgresConnection(address, settings: options.settings)
                try connection.connect()
                try migrate(connection, migrations, options)
                return PostgresDatabase(address, connection, options)
            }
        }
        return try opened.get()
    }

    private init(_ address: PostgresAddress, _ first: PostgresConnection, _ options: PostgresOptions) {
        self.address = address
        self.options = options
        lanes = (0..<max(1, options.writers)).map { index in
            let connection = index == 0 ? first : PostgresConnection(address, settings: options.settings)
            return Lane(connection: connection, pool: WorkerPool(name: "postgres-w\(index)", threads: 1, capacity: options.queue))
        }
        let readers = (0..<max(1, options.readers)).map { _ in PostgresConnection(address, settings: options.settings) }
        reading = WorkerPool(name: "postgres-read", threads: readers.count, capacity: options.queue)
        idle = IdleConnections(readers)
    }

    private static func migrate(
        _ connection: PostgresConnection, _ migrations: [String], _ options: PostgresOptions
    ) throws(StorageError) {
        try connection.transaction(
            beginning,
            { connection throws(StorageError) in
                try connection.script("SELECT pg_advisory_xact_lock(\(shapeLock))")
                let isThere = try connection.first("SELECT 1 FROM pg_namespace WHERE nspname = ?", [.text(options.schema)]) { _ in true }
                if isThere != true { try connection.script("CREATE SCHEMA \(options.schema)") }
                try connection.script("CREATE TABLE IF NOT EXISTS \(options.schema).shape (version BIGINT NOT NULL)")
                let found = try connection.first("SELECT version FROM shape", []) { row throws(StorageError) in try row.integer(0) }
                guard (found ?? 0) <= migrations.count else {
                    throw StorageError(
                        .newer,
                        "\(connection.address.place) was written by a later version of Coda (shape \(found ?? 0), this one knows "
                            + "\(migrations.count)). Start that version, or name another database.")
                }
                for migration in migrations.dropFirst(found ?? 0) { try connection.script(migration) }
                if found == nil { try connection.script("INSERT INTO shape VALUES (0)") }
                try connection.run(
                    "UPDATE shape SET version = ? WHERE version < ?", [.integer(migrations.count), .integer(migrations.count)])
            }, failing: { $0 })
    }

    package func writing<Value: Sendable, Failure: Error>(
        lane: Int, _ body: @escaping @Sendable (any SQLConnection) throws(Failure) -> Value,
        failing: @escaping @Sendable (StorageError) -> Failure
    ) async throws(Failure) -> Value {
        let lane = self.lane(lane)
        return try await lane.pool.run(for: place, failing) { () throws(Failure) in
            try lane.connection.transaction(Self.beginning, body, failing: failing)
        }
    }

    package func reading<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable (any SQLConnection) throws(Failure) -> Value,
        failing: @escaping @Sendable (StorageError) -> Failure
    ) async throws(Failure) -> Value {
        try await reading.run(for: place, failing) { [self] () throws(Failure) in
            // There are as many as threads; none is left once the database is closed.
            guard let connection = idle.take() else { throw failing(.refused(place)) }
            defer { idle.giveBack(connection) }
            return try connection.transaction(Self.looking, body, failing: failing)
        }
    }

    /// Runs `body` in its lane, as a transaction that only reads, without being waited for.
    ///
    /// - Parameter failing: called where it could not be run, or threw.
    package func later(
        lane: Int, _ body: @escaping @Sendable (any SQLConnection) throws(StorageError) -> Void,
        failing: @escaping @Sendable (StorageError) -> Void
    ) {
        let lane = self.lane(lane)
        let isTaken = lane.pool.submit {
            do throws(StorageError) { try lane.connection.transaction(Self.looking, body, failing: { $0 }) } catch { failing(error) }
        }
        if !isTaken { failing(.refused(place)) }
    }

    /// Waits for what is queued, and closes the connections; what is asked for later is refused.
    package func close() async {
        let connections = idle.end()
        _ = try? await reading.run(for: place, { $0 }) { () throws(StorageError) in connections.forEach { $0.close() } }
        reading.stop()
        for lane in lanes {
            _ = try? await lane.pool.run(for: place, { $0 }) { () throws(StorageError) in lane.connection.close() }
            lane.pool.stop()
        }
    }

    private func lane(_ number: Int) -> Lane { lanes[Int(number.magnitude % UInt(lanes.count))] }
}
