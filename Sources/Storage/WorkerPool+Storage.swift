internal import Resources

extension WorkerPool {
    /// Runs `body` on one of the threads and waits for it.
    ///
    /// - Parameter place: the database that the threads are of, for the message where they take no more.
    func run<Value: Sendable, Failure: Error>(
        for place: String, _ failing: @escaping @Sendable (StorageError) -> Failure,
        _ body: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            let isTaken = submit { continuation.resume(returning: Result { () throws(Failure) in try body() }) }
            if !isTaken { continuation.resume(returning: .failure(failing(.refused(place)))) }
        }
        return try result.get()
    }
}
