internal import Synchronization

/// When memories were acknowledged, and when their vectors were there.
final class SearchableTimes: Sendable {
    private struct State {
        var stored: [Int: ContinuousClock.Instant] = [:]
        var embedded: [Int: ContinuousClock.Instant] = [:]
    }

    private let state = Mutex(State())

    func stored(_ ids: [Int]) {
        let now = ContinuousClock.now
        state.withLock { state in ids.forEach { state.stored[$0] = now } }
    }

    func embedded(_ ids: [Int]) {
        let now = ContinuousClock.now
        state.withLock { state in ids.forEach { state.embedded[$0] = now } }
    }

    /// A vector may be there before the storing task runs again.
    var milliseconds: [Double] {
        state.withLock { state in
            state.stored.compactMap { id, stored in state.embedded[id].map { max(0, ($0 - stored) / .milliseconds(1)) } }
        }
    }
}
