internal import Synchronization

/// One call's place. It is given back when nobody waits any more; a body that goes on until then counts as abandoned.
final class ToolLease: Sendable {
    private enum State {
        case running
        case bodyEnded
        case abandoned
    }

    private let gate: ToolGate
    private let state = Mutex(State.running)

    init(_ gate: ToolGate) { self.gate = gate }

    func waitEnded() {
        state.withLock { state in
            guard state == .running else { return }
            state = .abandoned
            gate.abandon()
        }
        gate.leave()
    }

    func bodyEnded() {
        state.withLock { state in
            if state == .abandoned { gate.abandonedEnded() }
            state = .bodyEnded
        }
    }
}
