extension ModelPrompt {
    /// What stands where a tool's result was.
    package static let forgottenResult = "(no longer kept)"

    /// About how many tokens a text is: four letters each, fewer for scripts that are not Latin.
    package static func tokens(_ text: String) -> Int {
        var ascii = 0
        var other = 0
        for scalar in text.unicodeScalars { if scalar.isASCII { ascii += 1 } else { other += 1 } }
        return (ascii + 3) / 4 + (other * 2 + 2) / 3
    }

    /// About how many tokens the model reads.
    package var estimatedTokens: Int {
        messages.reduce(0) { $0 + Self.tokens(of: $1) }
            + functions.reduce(0) { $0 + 8 + Self.tokens($1.name) + Self.tokens($1.summary) + Self.tokens($1.parameters) }
    }

    private static func tokens(of message: Message) -> Int {
        switch message {
        case .system(let text), .user(let text): 4 + tokens(text)
        case .result(_, _, let output): 4 + tokens(output)
        case .assistant(let text, let calls): 4 + tokens(text) + calls.reduce(0) { $0 + 8 + tokens($1.name) + tokens($1.arguments) }
        }
    }

    /// The prompt within so many tokens, as far as that goes: results of tools are forgotten first, the oldest first, then whole turns.
    /// Instructions and the newest turn stay, and no call is left without its result.
    package func compacted(to budget: Int) -> ModelPrompt {
        var prompt = self
        var total = estimatedTokens
        guard total > budget else { return self }
        let newest = prompt.messages.lastIndex { if case .user = $0 { true } else { false } } ?? prompt.messages.count
        for index in prompt.messages.indices where index < newest && total > budget {
            guard case .result(let id, let name, let output) = prompt.messages[index] else { continue }
            let saved = Self.tokens(output) - Self.tokens(Self.forgottenResult)
            guard saved > 0 else { continue }
            prompt.messages[index] = .result(id: id, name: name, output: Self.forgottenResult)
            total -= saved
        }
        while total > budget, let turn = prompt.oldestTurn {
            total -= prompt.messages[turn].reduce(0) { $0 + (Self.isInstruction($1) ? 0 : Self.tokens(of: $1)) }
            let kept = prompt.messages[turn].filter(Self.isInstruction)
            prompt.messages.replaceSubrange(turn, with: kept)
        }
        return prompt
    }

    private static func isInstruction(_ message: Message) -> Bool { if case .system = message { true } else { false } }

    /// From the first message that is no instruction to the next one of the person; `nil` where only the newest turn is left.
    private var oldestTurn: Range<Int>? {
        guard let start = messages.firstIndex(where: { !Self.isInstruction($0) }) else { return nil }
        let next = messages[(start + 1)...].firstIndex { if case .user = $0 { true } else { false } }
        return next.map { start..<$0 }
    }
}
