internal import Dialogue
internal import Language
internal import Synchronization
internal import Tools

/// One reply being made: its task, and whether anybody still waits for it.
final class AssistantReply: ReplyJob {
    private struct State {
        var task: Task<Void, Never>?
        var isOver = false
        var isHeard = false
    }

    private let request: ReplyRequest
    private let parts: AssistantParts
    private let commitment: Commitment
    private let wish: TurnWish
    private let output: @Sendable (ReplyEvent) -> Void
    private let state = Mutex(State())

    init(_ request: ReplyRequest, _ parts: AssistantParts, _ output: @escaping @Sendable (ReplyEvent) -> Void) {
        self.request = request
        self.parts = parts
        self.output = output
        wish = TurnWish(request.text)
        // Whoever passes the time for the session learns that this reply needs the turn's end to go on.
        commitment = request.isSpeculative ? .pending { output(.note(ReplyNote(kind: "reply.waiting", details: "{}"))) } : .now
    }

    func begin() {
        if !request.isSpeculative { learn() }
        let task = Task {
            let turn = AssistantTurn(request: request, parts: parts, commitment: commitment, wish: wish) { self.deliver($0) }
            await turn.answer()
        }
        let isOver = state.withLock { state in
            if !state.isOver { state.task = task }
            return state.isOver
        }
        if isOver { task.cancel() }
    }

    var isWaiting: Bool { commitment.isAwaited }

    func commit() {
        commitment.settle(true)
        learn()
    }

    /// What was said is learnt from once it counts.
    private func learn() {
        let isFirst = state.withLock { state in
            defer { state.isHeard = true }
            return !state.isHeard
        }
        if isFirst { AssistantTurn.learn(from: request, wish, parts) }
    }

    func cancel() {
        let task = state.withLock { state -> Task<Void, Never>? in
            state.isOver = true
            defer { state.task = nil }
            return state.task
        }
        // Whoever waits for the turn's end finds itself cancelled, and does nothing more.
        task?.cancel()
        commitment.settle(false)
    }

    /// One task delivers, so that the order holds; nothing comes after the end.
    private func deliver(_ event: ReplyEvent) {
        let isOver = state.withLock { state in
            let wasOver = state.isOver
            switch event {
            case .finished, .failed:
                state.isOver = true
                state.task = nil
            default: break
            }
            return wasOver
        }
        if !isOver { output(event) }
    }
}
