internal import Synchronization

/// One call of a provider, from its beginning to the first of its ends.
final class ProviderCall: Sendable {
    enum Outcome: Sendable { case succeeded, failed, late, cancelled }

    private let watch: ProviderWatch
    private let isOver = Atomic(false)
    /// When it last gave a sign of life, by `MonotonicTime`.
    private let lastSign: Atomic<Int>

    init(_ watch: ProviderWatch, at now: Int) {
        self.watch = watch
        lastSign = Atomic(now)
    }

    /// It said something; the deadline counts from here.
    func goOn() { lastSign.store(MonotonicTime.now, ordering: .relaxed) }

    /// Only the first end counts.
    func end(_ outcome: Outcome) {
        guard !isOver.exchange(true, ordering: .relaxed) else { return }
        watch.end(outcome)
    }

    /// Whether it has said nothing for too long.
    var isOverdue: Bool { isOverdue(after: 0) }

    /// - Parameter allowance: nanoseconds that its work may take beyond the deadline.
    func isOverdue(after allowance: Int) -> Bool {
        !isOver.load(ordering: .relaxed) && MonotonicTime.now - lastSign.load(ordering: .relaxed) > watch.deadlineNanoseconds + allowance
    }
}
