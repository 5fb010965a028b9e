package import Language
internal import Synchronization

/// A language model that answers as the flow says, and keeps what it was asked last.
package final class FlowModel: LanguageModel {
    private struct State {
        var turns: [Flow.ModelTurn]
        var prompt: ModelPrompt?
    }

    package let name = "scripted"
    package let standing: ModelStanding
    private let state: Mutex<State>

    package init(_ turns: [Flow.ModelTurn], standing: ModelStanding) {
        state = Mutex(State(turns: turns))
        self.standing = standing
    }

    /// What it was asked last, as one text.
    var lastPrompt: String {
        guard let prompt = state.withLock({ $0.prompt }) else { return "" }
        return prompt.messages.map { "\($0)" }.joined(separator: "\n") + prompt.functions.map { "\n" + $0.name }.joined()
    }

    package func stream(_ prompt: ModelPrompt, deliver: @escaping @Sendable (ModelEvent) -> Void) -> any ModelJob {
        let turn = state.withLock { state -> Flow.ModelTurn in
            state.prompt = prompt
            let isOver = state.turns.isEmpty
            return isOver ? .events([.failed(ModelFailure(.unreachable, "The script is over."))]) : state.turns.removeFirst()
        }
        switch turn {
        case .events(let events):
            for event in events { deliver(event) }
            return Job(timer: nil)
        case .silence:
            guard let limit = prompt.firstWordWithin else { return Job(timer: nil) }
            // Ends with the job, or at the limit.
            return Job(
                timer: Task {
                    guard (try? await Task.sleep(for: limit)) != nil else { return }
                    deliver(.failed(ModelFailure(.timedOut, "The script has no word for this.")))
                })
        }
    }

    package func warmUp() {}

    private struct Job: ModelJob {
        let timer: Task<Void, Never>?

        func cancel() { timer?.cancel() }
    }
}
