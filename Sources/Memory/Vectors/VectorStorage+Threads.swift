internal import Resources

extension VectorStorage {
    /// Steps that threads take from until none is left.
    private struct Steps<Result: Sendable>: Sendable {
        /// A piece of the steps.
        var run: @Sendable (Int) -> [Result]
        var results: [[Result]]
        var next = 0
        var ended = 0
    }

    /// The results of independent steps, in order. Blocks.
    func inOrder<Result: Sendable>(
        _ count: Int, threads: Int, _ body: @escaping @Sendable (Int, VectorScratch) -> Result
    ) -> [Result] {
        guard threads > 1, count > 1 else { return withScratch { scratch in (0..<count).map { body($0, scratch) } } }
        // Small pieces, so that nobody waits long for the last one.
        let size = 8
        let run = { @Sendable (piece: Int) in
            self.withScratch { scratch in (piece * size..<min(count, piece * size + size)).map { body($0, scratch) } }
        }
        let steps = ThreadCondition(Steps(run: run, results: [[Result]](repeating: [], count: (count + size - 1) / size)))
        for thread in 0..<threads {
            spawnThread(name: "vectors-\(thread)") {
                Self.take(steps)
                steps.withLock { $0.ended += 1 }
            }
        }
        defer { steps.withLock { $0.run = { _ in [] } } }
        return steps.wait(until: { $0.ended == threads }, take: { $0.results }).flatMap { $0 }
    }

    /// A function of its own: a thread that has ended its steps must hold the storage no more, or the next change would copy it.
    @inline(never)
    private static func take<Result: Sendable>(_ steps: ThreadCondition<Steps<Result>>) {
        let run = steps.withLock { $0.run }
        while let piece = steps.withLock({ state -> Int? in
            defer { state.next += 1 }
            return state.next < state.results.count ? state.next : nil
        }) {
            let results = run(piece)
            steps.withLock { $0.results[piece] = results }
        }
    }
}
