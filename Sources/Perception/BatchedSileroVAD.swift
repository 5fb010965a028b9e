internal import Resources
internal import Synchronization

/// Takes the windows of many streams through one network in batches: ONNX Runtime judges 32 windows at once in half the time.
///
/// A window waits until every open stream has one, until a batch is full, or for the cohort's delay, whichever comes first; while a batch
/// is judged the next one gathers. Every window passes the network, and each stream's state travels with its window. Any thread; a window
/// holds up its own task alone.
package final class BatchedSileroVAD: Sendable {
    private struct Answer: Sendable {
        var row: SileroVAD.Row
        var failure: PerceptionError?
    }

    private struct Waiter {
        var row: SileroVAD.Row
        var since: ContinuousClock.Instant
        var continuation: CheckedContinuation<Answer, Never>
    }

    private struct Cohort {
        var waiting: [Waiter] = []
        var streams = 0
        var batches = 0
        var isStopping = false

        /// Whether there is nothing more to wait for.
        func isComplete(_ most: Int) -> Bool { isStopping || waiting.count >= min(most, max(1, streams)) }
    }

    private let detector: SileroVAD
    private let cohort = ThreadCondition(Cohort())

    package var windowLength: Int { detector.windowLength }

    /// Batches judged so far.
    package var batches: Int { cohort.withLock { $0.batches } }

    /// - Parameter delay: the longest that a window waits for others, while the network is idle.
    package init(_ detector: SileroVAD, delay: Duration) {
        self.detector = detector
        let cohort = cohort
        spawnThread(name: "vad-batch") {
            while let batch = Self.next(cohort, most: detector.mostRows, delay) { Self.judge(batch, detector) }
        }
    }

    deinit { cohort.withLock { $0.isStopping = true } }

    package func makeStream() -> Stream { Stream(self) }

    // MARK: The batch's thread

    /// The next batch; `nil` where no more will come.
    private static func next(_ cohort: ThreadCondition<Cohort>, most: Int, _ delay: Duration) -> [Waiter]? {
        guard let first = cohort.wait(until: { !$0.waiting.isEmpty || $0.isStopping }, take: { $0.waiting.first?.since }) else {
            return nil
        }
        let rest = first + delay - .now
        return cohort.wait(until: { $0.isComplete(most) }, atMost: rest) { cohort in
            let batch = Array(cohort.waiting.prefix(most))
            cohort.waiting.removeFirst(batch.count)
            cohort.batches += 1
            return batch
        }
    }

    private static func judge(_ batch: [Waiter], _ detector: SileroVAD) {
        var rows = batch.map(\.row)
        var failure: PerceptionError?
        do { try detector.judge(&rows) } catch { failure = error }
        for (waiter, row) in zip(batch, rows) { waiter.continuation.resume(returning: Answer(row: row, failure: failure)) }
    }

    private func judge(_ row: SileroVAD.Row) async -> Answer {
        await withCheckedContinuation { continuation in
            cohort.change(wakingIf: { cohort in
                cohort.waiting.append(Waiter(row: row, since: .now, continuation: continuation))
                return cohort.waiting.count == 1 || cohort.isComplete(detector.mostRows)
            })
        }
    }

    // MARK: A stream

    /// One stream's windows, one after the other.
    package final class Stream {
        private let batches: BatchedSileroVAD
        /// Away while it is being judged.
        private var row: SileroVAD.Row?

        init(_ batches: BatchedSileroVAD) {
            self.batches = batches
            let window = [Float](repeating: 0, count: batches.windowLength)
            row = SileroVAD.Row(state: batches.detector.makeState(), window: window)
            batches.cohort.withLock { $0.streams += 1 }
        }

        deinit { batches.cohort.withLock { $0.streams -= 1 } }

        /// The probability of speech, 0...1, in the stream's next window. Leaves the stream as it was where it throws.
        package func probability(of window: Span<Float>) async throws(PerceptionError) -> Float {
            try batches.detector.check(window)
            guard var next = row.take() else { preconditionFailure("a stream's windows come one after the other") }
            for index in 0..<window.count { next.window[index] = window[index] }
            let answer = await batches.judge(next)
            row = answer.row
            if let failure = answer.failure { throw failure }
            return answer.row.probability
        }
    }
}
