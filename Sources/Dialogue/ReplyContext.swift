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
    /// Calls that the responder made for the question itself.
    var calls: [ToolResult] = []

    /// Unanswered texts, and system texts, that count; the oldest fall first.
    static let textCapacity = 20

    init(_ entries: some Sequence<ItemStore.Entry>, historyTurns: Int) {
        var questions: [String] = []
        var calls: [String: FunctionCall] = [:]
        var user: (text: String, answer: ResponseID)?
        var made: [ToolResult] = []
        func close(_ said: String) {
            history.append(Exchange(user: user?.text ?? "", assistant: said, calls: made))
            (user, made) = (nil, [])
        }
        for entry in entries {
            let text = entry.item.text
            switch (entry.item.content, entry.item.role) {
            case (.call(let call), _): calls[call.callID] = call
            case (.callOutput(let callID, let output), _):
                let result = ToolResult(name: calls[callID]?.name ?? "", arguments: calls[callID]?.arguments ?? "", output: output)
                guard entry.answer == nil else {
                    made.append(result)
                    made += entry.calls
                    continue
                }
                covers.append(entry.item.id)
                results.append(result)
                self.calls += entry.calls
            case (_, .system): systemTexts.append(text)
            case (_, .user):
                guard let answer = entry.answer else {
                    covers.append(entry.item.id)
                    if !text.isEmpty { questions.append(text) }
                    self.calls += entry.calls
                    continue
                }
                if let earlier = user, earlier.answer == answer {
                    user = (earlier.text + " " + text, answer)
                } else {
                    if user != nil { close("") }
                    user = (text, answer)
                }
                made += entry.calls
            case (_, .assistant):
                // An item still being spoken has no content yet.
                guard entry.item.status != .inProgress, !text.isEmpty || user != nil else { continue }
                close(text)
            }
        }
        if user != nil { close("") }
        question = questions.suffix(Self.textCapacity).joined(separator: " ")
        history.removeFirst(Self.forgotten(of: history.count, keeping: historyTurns))
        systemTexts = systemTexts.suffix(Self.textCapacity)
    }

    /// How many of the oldest turns are left out: a quarter of what is kept at a time, so that the rest begins alike for several turns and
    /// a language model need not read it again.
    static func forgotten(of turns: Int, keeping most: Int) -> Int {
        guard turns > most else { return 0 }
        let step = max(1, most / 4)
        return min(turns, (turns - most + step - 1) / step * step)
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
