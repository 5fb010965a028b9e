import Language
import Synchronization

/// A language model that answers as the test wrote it down, and keeps what it was asked.
final class ScriptedModel: LanguageModel {
    private struct State {
        var answers: [[ModelEvent]]
        var prompts: [ModelPrompt] = []
        var cancelled = 0
    }

    let name = "scripted"
    let standing: ModelStanding
    private let state: Mutex<State>
    /// Whether an answer beyond the script is silence until the prompt's limit, taken as passed at once; otherwise the model is gone.
    private let isSilent: Bool

    init(_ answers: [[ModelEvent]], standing: ModelStanding = ModelStanding(firstWord: 0.2), isSilent: Bool = false) {
        state = Mutex(State(answers: answers))
        self.standing = standing
        self.isSilent = isSilent
    }

    var prompts: [ModelPrompt] { state.withLock { $0.prompts } }
    var cancelled: Int { state.withLock { $0.cancelled } }

    func stream(_ prompt: ModelPrompt, deliver: @escaping @Sendable (ModelEvent) -> Void) -> any ModelJob {
        let events = state.withLock { state -> [ModelEvent] in
            state.prompts.append(prompt)
            guard !state.answers.isEmpty else {
                guard isSilent else { return [.failed(ModelFailure(.unreachable, "The script is over."))] }
                return prompt.firstWordWithin == nil ? [] : [.failed(ModelFailure(.timedOut, "No word came."))]
            }
            return state.answers.removeFirst()
        }
        for event in events { deliver(event) }
        return Job { self.state.withLock { $0.cancelled += 1 } }
    }

    func warmUp() {}

    private struct Job: ModelJob {
        let onCancel: @Sendable () -> Void

        func cancel() { onCancel() }
    }

    static func says(_ pieces: String...) -> [ModelEvent] { pieces.map { .text($0) } + [.finished(.complete)] }

    static func calls(_ calls: (name: String, arguments: String)...) -> [ModelEvent] {
        var events: [ModelEvent] = []
        for (index, call) in calls.enumerated() {
            events += [.callBegan(index: index, id: "c\(index)", name: call.name), .callArguments(index: index, call.arguments)]
        }
        return events + [.finished(.calls)]
    }
}
