/// What a reply is about, drawn from a list of items.
struct ReplyContext: Sendable {
    /// What is not answered yet, joined.
    var question = ""
    /// The items that the reply answers.
    var covers: [ItemID] = []
    /// Earlier turns, oldest first.
    var history: [Exchange] = []
    var systemTexts: [String] = []
    /// Calls whose outputs no reply has used yet.
    var results: [ToolResult] = []

    /// Unanswered texts, and system texts, that count; the oldest fall first.
    static let textCapacity = 20

    init(_ entries: some Sequence<ItemStore.Entry>, historyTurns: Int) {
        var questions: [String] = []
        var calls: [String: FunctionCall] = [:]
        var user: (text: String, answer: ResponseID)?
        for entry in entries {
            let text = entry.item.text
            switch (entry.item.content, entry.item.role) {
            case (.call(let call), _): calls[call.callID] = call
            case (.callOutput(let callID, let output), _):
                guard entry.answer == nil else { continue }
                covers.append(entry.item.id)
                results.append(ToolResult(name: calls[callID]?.name ?? "", arguments: calls[callID]?.arguments ?? "", output: output))
            case (_, .system): systemTexts.append(text)
            case (_, .user):
                guard let answer = entry.answer else {
                    covers.append(entry.item.id)
                    if !text.isEmpty { questions.append(text) }
                    continue
                }
                if let earlier = user, earlier.answer == answer {
                    user = (earlier.text + " " + text, answer)
                } else {
                    if let user { history.append(Exchange(user: user.text, assistant: "")) }
                    user = (text, answer)
                }
            case (_, .assistant):
                // An item still being spoken has no content yet.
                guard entry.item.status != .inProgress, !text.isEmpty || user != nil else { continue }
                history.append(Exchange(user: user?.text ?? "", assistant: text))
                user = nil
            }
        }
        if let user { history.append(Exchange(user: user.text, assistant: "")) }
        question = questions.suffix(Self.textCapacity).joined(separator: " ")
        history = history.suffix(historyTurns)
        systemTexts = systemTexts.suffix(Self.textCapacity)
    }

    /// The context a client gives for one response: what follows the last thing said by the assistant is the question.
    init(input items: [Item]) {
        let lastAnswer = items.lastIndex { $0.role == .assistant } ?? -1
        let entries = items.enumerated().map { index, item in
            ItemStore.Entry(item: item, answer: index < lastAnswer ? ResponseID(index) : nil)
        }
        self.init(entries, historyTurns: items.count)
        covers = []
    }
}
