internal import Wire

/// What the assistant remembers from one reply to the next: what the intents want to know again, and the question it asked before a call.
struct AssistantMemo: Equatable {
    /// A call that waits for the person's yes.
    struct Question: Equatable {
        var tool: String
        /// As whoever wanted the call wrote them.
        var arguments: String
        /// The executor's token for exactly this call.
        var token: String
    }

    /// The intents' own.
    var understanding = ""
    var question: Question?

    init() {}

    /// Anything that is not a memo is an empty one.
    init(_ text: String) {
        guard let value = try? JSONValue.parse(Array(text.utf8)) else { return }
        understanding = value["understanding"]?.string ?? ""
        guard let kept = value["question"], let tool = kept["tool"]?.string, let arguments = kept["arguments"]?.string,
            let token = kept["token"]?.string
        else { return }
        question = Question(tool: tool, arguments: arguments, token: token)
    }

    var text: String {
        let kept: JSONValue? = question.map { ["tool": .string($0.tool), "arguments": .string($0.arguments), "token": .string($0.token)] }
        return (["understanding": .string(understanding)] as JSONValue).merging(["question": kept]).text
    }
}
