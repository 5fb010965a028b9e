internal import Synchronization

/// How many calls run at a time. Those that do not fit wait in line; where the line is full, a call is refused.
final class ToolGate: Sendable {
    private struct State {
        var running = 0
        /// Calls nobody waits for any more that have not ended yet.
        var abandoned = 0
        var line: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        var next = 0
    }

    private let capacity: Int
    private let longestLine: Int
    private let mostAbandoned: Int
    private let state = Mutex(State())

    init(capacity: Int, longestLine: Int, mostAbandoned: Int) {
        self.capacity = capacity
        self.longestLine = longestLine
        self.mostAbandoned = mostAbandoned
    }

    /// Takes a place; `false` where there is none, or the task was cancelled while it waited, or it waited for as long as it may.
    func enter(within limit: Duration) async -> Bool {
        let ticket = state.withLock { state in
            state.next += 1
            return state.next
        }
        var timer: Task<Void, Never>?
        defer { timer?.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known = state.withLock { state -> Bool? in
                    if Task.isCancelled || state.abandoned >= mostAbandoned { return false }
                    if state.running < capacity {
                        state.running += 1
                        return true
                    }
                    guard state.line.count < longestLine else { return false }
                    state.line.append((ticket, continuation))
                    return nil
                }
                if let known { return continuation.resume(returning: known) }
                // Cancelled when the wait is over.
                timer = Task {
                    do { try await Task.sleep(for: limit) } catch { return }
                    giveUp(ticket)
                }
            }
        } onCancel: {
            giveUp(ticket)
        }
    }

    private func giveUp(_ ticket: Int) {
        let waiting = state.withLock { state in
            state.line.firstIndex { $0.ticket == ticket }.map { state.line.remove(at: $0).continuation }
        }
        waiting?.resume(returning: false)
    }

    /// Gives the place to the next in line.
    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.line.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.line.removeFirst().continuation
        }
        next?.resume(returning: true)
    }

    func abandon() { state.withLock { $0.abandoned += 1 } }
    func abandonedEnded() { state.withLock { $0.abandoned -= 1 } }

    var load: (running: Int, waiting: Int, abandoned: Int) { state.withLock { ($0.running, $0.line.count, $0.abandoned) } }
}
