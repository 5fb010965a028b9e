extension Connection: SQLConnection {
    package var dialect: SQLDialect { .sqlite }
}

/// One thread writes: there is one lane.
extension Database: SQLDatabase {
    package var place: String { path }

    package func writing<Value: Sendable, Failure: Error>(
        lane: Int, _ body: @escaping @Sendable (any SQLConnection) throws(Failure) -> Value,
        failing: @escaping @Sendable (StorageError) -> Failure
    ) async throws(Failure) -> Value {
        try await write({ connection throws(Failure) in try body(connection) }, failing: failing)
    }

    package func reading<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable (any SQLConnection) throws(Failure) -> Value,
        failing: @escaping @Sendable (StorageError) -> Failure
    ) async throws(Failure) -> Value {
        try await read({ connection throws(Failure) in try body(connection) }, failing: failing)
    }

    package func rewriteWhenIdle() { whenIdle { try? $0.script("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)") } }
}
