internal import Resources

/// Work on a list shared by a few threads of our own.
enum Crew {
    private struct Progress<Result: Sendable>: Sendable {
        var next = 0
        var results: [Int: Result] = [:]
        var failure: (any Error)?
        var ended = 0
    }

    /// The results in the order of `items`. Blocks; call it on a thread that may.
    ///
    /// - Throws: the first failure, once every thread has stopped.
    static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], threads: Int, _ body: @escaping @Sendable (Item) throws -> Result
    ) throws -> [Result] {
        let progress = ThreadCondition(Progress<Result>())
        for index in 0..<threads {
            spawnThread(name: "crew-\(index)") {
                while let item = progress.withLock({ progress -> Int? in
                    defer { progress.next += 1 }
                    return progress.failure == nil && progress.next < items.count ? progress.next : nil
                }) {
                    do {
                        let result = try body(items[item])
                        progress.withLock { $0.results[item] = result }
                    } catch {
                        progress.withLock { $0.failure = $0.failure ?? error }
                    }
                }
                progress.withLock { $0.ended += 1 }
            }
        }
        let (results, failure) = progress.wait(until: { $0.ended == threads }, take: { ($0.results, $0.failure) })
        if let failure { throw failure }
        return items.indices.compactMap { results[$0] }
    }
}
