internal import Glibc
internal import Resources

/// Requests at a steady rate, spread over several sessions, and how long each waits for its answer.
///
/// The time counts from the moment a request was due, so that neither a late client nor a late server hides what waiting costs.
final class PacedRequests: Sendable {
    private struct State: Sendable {
        /// Of each session, when its unanswered requests were due, oldest first.
        var due: [[ContinuousClock.Instant]]
        var milliseconds: [Double] = []
        var isSending = true
    }

    private let state: ThreadCondition<State>
    private let perSecond: Int

    init(sessions: Int, perSecond: Int) {
        state = ThreadCondition(State(due: Array(repeating: [], count: sessions)))
        self.perSecond = perSecond
    }

    /// Blocks for `time`, and until the last answer; gives the milliseconds of every request.
    ///
    /// - Parameters:
    ///   - request: a masked frame.
    ///   - isAnswer: whether a message answers it; each does once, in order.
    func run(_ sockets: [LoadSocket], _ request: [UInt8], for time: Duration, isAnswer: (Span<UInt8>) -> Bool) throws(BenchError)
        -> [Double]
    {
        let descriptors = sockets.map(\.descriptor)
        spawnThread(name: "paced") { [self] in send(request, to: descriptors, for: time) }
        var polled = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        let deadline = ContinuousClock.now + time + .seconds(5)
        while state.withLock({ $0.isSending || $0.due.contains { !$0.isEmpty } }) {
            guard ContinuousClock.now < deadline else { throw BenchError("requests were not answered within 5 s.") }
            guard unsafe poll(&polled, nfds_t(polled.count), 100) > 0 else { continue }
            for index in polled.indices where polled[index].revents != 0 {
                var answers = 0
                try sockets[index].messages { if isAnswer($0) { answers += 1 } }
                let now = ContinuousClock.now
                state.withLock { state in
                    for due in state.due[index].prefix(answers) { state.milliseconds.append((now - due) / .milliseconds(1)) }
                    state.due[index].removeFirst(min(answers, state.due[index].count))
                }
            }
        }
        return state.withLock { $0.milliseconds }
    }

    private func send(_ request: [UInt8], to descriptors: [Int32], for time: Duration) {
        let start = ContinuousClock.now + .milliseconds(10)
        let interval = Duration.seconds(1) / perSecond
        let count = Int(time / interval)
        for number in 0..<count {
            let due = start + interval * number
            Pause.until(due)
            let index = number % descriptors.count
            state.withLock { $0.due[index].append(due) }
            _ = unsafe Glibc.send(descriptors[index], request, request.count, Int32(MSG_NOSIGNAL))
        }
        state.withLock { $0.isSending = false }
    }
}
