/// A database whose transactions run on threads of its own.
package protocol SQLDatabase: Sendable {
    /// What it is called in messages: a path, or a server's address without the password.
    var place: String { get }

    /// Runs `body` as one transaction; what it throws undoes it.
    ///
    /// - Parameter lane: transactions of one lane run in the order they were asked for, each after the commit of the one before.
    func writing<Value: Sendable, Failure: Error>(
        lane: Int, _ body: @escaping @Sendable (any SQLConnection) throws(Failure) -> Value,
        failing: @escaping @Sendable (StorageError) -> Failure
    ) async throws(Failure) -> Value

    /// Runs `body` on the rows as they are when it begins to read; what it changes is refused.
    func reading<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable (any SQLConnection) throws(Failure) -> Value,
        failing: @escaping @Sendable (StorageError) -> Failure
    ) async throws(Failure) -> Value

    /// Rewrites what is kept once nobody writes, so that nothing is left of what was replaced; where that is in our hands.
    func rewriteWhenIdle()

    func close() async
}

extension SQLDatabase {
    /// A server's pages are its own to rewrite.
    package func rewriteWhenIdle() {}
}
