internal import Synchronization
package import Wire

/// Serves one agent: reads its messages, makes the calls, and answers. What brings the messages and takes the answers is its owner's.
package final class MCPServerConversation: Sendable {
    private struct State {
        var session: MCPServerSession
        var tasks: [MCPRequestID: Task<Void, Never>] = [:]
        var hasEnded = false
    }

    /// Answers to what came together, and who waits for them.
    private final class Pending: Sendable {
        private let state: Mutex<(answers: [JSONValue], missing: Int)>
        private let isBatch: Bool
        private let done: @Sendable (JSONValue?) -> Void

        init(isBatch: Bool, done: @escaping @Sendable (JSONValue?) -> Void) {
            // The one who adds calls holds one back until all are there.
            state = Mutex(([], 1))
            self.isBatch = isBatch
            self.done = done
        }

        func expectOne() { state.withLock { $0.missing += 1 } }

        func add(_ answer: JSONValue) { state.withLock { $0.answers.append(answer) } }

        func settleOne(_ answer: JSONValue?) {
            let answers: [JSONValue]? = state.withLock { state in
                if let answer { state.answers.append(answer) }
                state.missing -= 1
                return state.missing == 0 ? state.answers : nil
            }
            guard let answers else { return }
            done(isBatch && !answers.isEmpty ? .array(answers) : answers.first)
        }
    }

    package static let largestMessage = 1 << 20

    private let state: Mutex<State>
    private let host: MCPToolHost
    private let caller: MCPToolHost.Caller

    package init(_ session: MCPServerSession, host: MCPToolHost, caller: MCPToolHost.Caller) {
        state = Mutex(State(session: session))
        self.host = host
        self.caller = caller
    }

    /// As agreed; `nil` before the handshake.
    package var revision: MCPRevision? { state.withLock { $0.session.revision } }

    /// Takes what came as one piece. `done` is called once, perhaps before this returns, with what is to be answered; `nil` is nothing.
    package func receive(_ bytes: [UInt8], done: @escaping @Sendable (JSONValue?) -> Void) {
        let value: JSONValue
        do { value = try JSONValue.parse(bytes) } catch {
            return done(MCPMessage.failure(nil, MCPError(.parse, error.message)).json)
        }
        receive(value, done: done)
    }

    package func receive(_ value: JSONValue, done: @escaping @Sendable (JSONValue?) -> Void) {
        let tools = host.tools()
        let batch = state.withLock { $0.session.takesBatches } ? value.array : nil
        let isBatch = batch.map { !$0.isEmpty } ?? false
        let pending = Pending(isBatch: isBatch, done: done)
        for value in isBatch ? batch ?? [] : [value] {
            for step in state.withLock({ $0.session.receive(value, tools: tools) }) {
                switch step {
                case .send(let message): pending.add(message.json)
                case .call(let call):
                    pending.expectOne()
                    begin(call, pending)
                case .cancel(let id): state.withLock { $0.tasks[id] }?.cancel()
                }
            }
        }
        pending.settleOne(nil)
    }

    /// The answer to a message that calls no tool, such as a handshake; `nil` where there is none.
    package func answerAtOnce(_ value: JSONValue) -> JSONValue? {
        let steps = state.withLock { $0.session.receive(value, tools: []) }
        return steps.lazy.compactMap { if case .send(let message) = $0 { message.json } else { nil } }.first
    }

    private func begin(_ call: MCPServerSession.Call, _ pending: Pending) {
        state.withLock { state in
            // Ends with its tool, which the executor's deadline bounds; cancelled by the agent and by `end`.
            let task = Task { [self] in
                let outcome = await host.call(call.name, call.arguments, caller)
                let answer = self.state.withLock { state in
                    state.tasks[call.id] = nil
                    return state.session.finish(call.id, outcome)
                }
                pending.settleOne(answer?.json)
            }
            state.tasks[call.id] = task
            if state.hasEnded { task.cancel() }
        }
    }

    /// The agent is gone: its calls are cancelled.
    package func end() {
        let tasks = state.withLock { state in
            state.hasEnded = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
    }

    /// Returns once no call is under way.
    package func finish() async {
        while let task = state.withLock({ $0.tasks.values.first }) { await task.value }
    }
}
