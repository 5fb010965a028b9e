import Synchronization

/// Opens once; whoever waits for it goes on then, or when cancelled.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func passed() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    if !state.isOpen, !Task.isCancelled { state.waiting.append(continuation) }
                    return state.isOpen || Task.isCancelled
                }
                if isOpen { continuation.resume() }
            }
        } onCancel: {
            open()
        }
    }
}

/// Lets go of nobody before all are there.
actor Meeting {
    private var missing: Int
    private let gate = Gate()

    init(of count: Int) { missing = count }

    func arrive() async {
        missing -= 1
        if missing == 0 { gate.open() }
        await gate.passed()
    }
}
