/// Runs blocking work on a thread of its own while the calling task waits without blocking.
///
/// - Parameter nice: above 0 it yields to live sessions.
package func onThread<Value: Sendable>(
    named name: String, nice: Int = 0, _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        spawnThread(name: name, nice: nice) { continuation.resume(with: Result { try body() }) }
    }
}

/// The same for work that cannot fail.
package func onThread<Value: Sendable>(named name: String, nice: Int = 0, _ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        spawnThread(name: name, nice: nice) { continuation.resume(returning: body()) }
    }
}
