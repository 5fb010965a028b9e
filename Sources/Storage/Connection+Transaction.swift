extension Connection {
    /// Everything in `body`, or nothing of it. Within another one it is undone alone.
    package func transaction<Value, Failure: Error>(
        _ body: (Connection) throws(Failure) -> Value, failing: (StorageError) -> Failure
    ) throws(Failure) -> Value {
        guard isInTransaction else { return try outermost(body, failing) }
        let mark = afterCommits.count
        do { try run("SAVEPOINT inner") } catch { throw failing(error) }
        let value: Value
        do { value = try body(self) } catch {
            undoInner(to: mark)
            throw error
        }
        do { try run("RELEASE inner") } catch {
            undoInner(to: mark)
            throw failing(error)
        }
        return value
    }

    package func transaction<Value>(_ body: (Connection) throws(StorageError) -> Value) throws(StorageError) -> Value {
        try transaction(body, failing: { $0 })
    }

    /// Puts off what may only happen once the open transaction is kept; on the writer's thread, in the order of commits.
    package func afterCommit(_ body: @escaping () -> Void) { afterCommits.append(body) }

    func begin() throws(StorageError) { try run("BEGIN IMMEDIATE") }

    /// Keeps the transaction, or undoes all of it and throws.
    func commit() throws(StorageError) {
        do { try run("COMMIT") } catch {
            rollBack()
            throw error
        }
        let bodies = afterCommits
        afterCommits = []
        for body in bodies { body() }
    }

    /// Some failures, such as a full disk, have rolled back already; then there is nothing to do.
    func rollBack() {
        afterCommits = []
        if isInTransaction { try? script("ROLLBACK") }
    }

    private func outermost<Value, Failure: Error>(
        _ body: (Connection) throws(Failure) -> Value, _ failing: (StorageError) -> Failure
    ) throws(Failure) -> Value {
        do { try begin() } catch { throw failing(error) }
        let value: Value
        do { value = try body(self) } catch {
            rollBack()
            throw error
        }
        do { try commit() } catch { throw failing(error) }
        return value
    }

    private func undoInner(to mark: Int) {
        guard isInTransaction else {
            afterCommits = []
            return
        }
        afterCommits.removeSubrange(min(mark, afterCommits.count)...)
        try? script("ROLLBACK TO inner; RELEASE inner")
    }
}
