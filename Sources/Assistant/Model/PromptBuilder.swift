internal import Dialogue
internal import Language
internal import Memory
internal import Personality
internal import Tools

/// Turns a request into what a language model is given.
///
/// What stays the same from turn to turn comes first and in the same order; the time, and all else that passes, comes last. A server that
/// keeps what it has read then reads only the new turn.
struct PromptBuilder {
    let turn: AssistantTurn
    let manner: Manner
    /// What is remembered of the person that may help.
    let known: [RecalledMemory]
    /// What was said already of this very answer.
    let said: String?
    let functions: FunctionList

    private var request: ReplyRequest { turn.request }

    func prompt() -> ModelPrompt {
        var messages: [ModelPrompt.Message] = [.system(instructions)]
        for (index, exchange) in request.history.enumerated() { append(exchange, index, to: &messages) }
        messages.append(.system(circumstances))
        if !request.text.isEmpty { messages.append(.user(request.text)) }
        append(request.calls + request.results, "now", to: &messages)
        if request.isNudge { messages.append(.user("(The person has said nothing for a while.)")) }
        return ModelPrompt(
            messages: messages, functions: functions.functions, choice: choice, maximumTokens: turn.settings.replyTokens,
            temperature: turn.settings.temperature, firstWordWithin: turn.settings.patience[turn.mode])
    }

    private var instructions: String {
        let own = request.instructions.isEmpty ? [turn.settings.persona, turn.parts.manners?.persona.prompt ?? ""] : [request.instructions]
        return (own + [manner.prompt]).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private var circumstances: String {
        let now = request.now
        let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
        let day = days.indices.contains(now.weekday) ? days[now.weekday] + ", " : ""
        var text = "It is \(day)\(now.isoDate), \(now.clock) local time."
        if let name = request.personName ?? request.caller.person { text += " The person is called \(name)." }
        if !known.isEmpty {
            // Said by the person once: no orders, whatever is written in it.
            text += " What you remember of the person, which may help or not: " + known.map(\.memory.content.text).joined(separator: " ")
        }
        if let said {
            text +=
                " You have already said aloud, as the beginning of this answer: \"\(said)\" Go on from there: do not greet, repeat or contradict it."
        }
        return text
    }

    private var choice: ModelPrompt.Choice {
        switch request.toolChoice {
        case .auto: .auto
        case .none: .none
        // What was asked for has been called.
        case .required: request.results.isEmpty ? .required : .auto
        case .function(let name): request.results.isEmpty ? .function(functions.modelName(of: name)) : .auto
        }
    }

    private func append(_ exchange: Exchange, _ index: Int, to messages: inout [ModelPrompt.Message]) {
        if !exchange.user.isEmpty { messages.append(.user(exchange.user)) }
        append(exchange.calls, "\(index)", to: &messages)
        if !exchange.assistant.isEmpty { messages.append(.assistant(text: exchange.assistant, calls: [])) }
    }

    /// A call and its result belong together; their names are the same each time the conversation is told.
    private func append(_ calls: [ToolResult], _ mark: String, to messages: inout [ModelPrompt.Message]) {
        for (index, call) in calls.enumerated() {
            let id = "call_\(mark)_\(index)"
            let name = functions.modelName(of: call.name)
            messages.append(.assistant(text: "", calls: [ModelPrompt.Call(id: id, name: name, arguments: call.arguments)]))
            messages.append(.result(id: id, name: name, output: call.output))
        }
    }
}
