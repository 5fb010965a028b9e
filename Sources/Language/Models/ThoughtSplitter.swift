/// Parts what a model says from what it thinks between `<think>` and `</think>`, however the text is cut into pieces.
package struct ThoughtSplitter: Sendable {
    package enum Part: Sendable, Equatable {
        case spoken(String)
        case thought(String)
    }

    private static let openings = ["<think>", "<thinking>", "<|begin_of_thought|>"]
    private static let closings = ["</think>", "</thinking>", "<|end_of_thought|>"]

    private var held = ""
    private var isThinking = false
    /// White space between the thought and the answer is of neither.
    private var skipsSpace = false

    package init() {}

    package mutating func push(_ text: String) -> [Part] {
        held += text
        var parts: [Part] = []
        while !held.isEmpty {
            guard let bracket = held.firstIndex(of: "<") else {
                emit(held, into: &parts)
                held = ""
                break
            }
            emit(String(held[..<bracket]), into: &parts)
            held = String(held[bracket...])
            let tags = isThinking ? Self.closings : Self.openings + Self.closings
            if let tag = tags.first(where: { held.hasPrefix($0) }) {
                held.removeFirst(tag.count)
                isThinking = Self.openings.contains(tag)
                skipsSpace = !isThinking
            } else if tags.contains(where: { $0.hasPrefix(held) }) {
                break
            } else {
                held.removeFirst()
                emit("<", into: &parts)
            }
        }
        return parts
    }

    /// What was held back as a possible tag, and is none.
    package mutating func finish() -> [Part] {
        var parts: [Part] = []
        emit(held, into: &parts)
        held = ""
        return parts
    }

    private mutating func emit(_ text: String, into parts: inout [Part]) {
        var text = text
        if skipsSpace {
            text = String(text.drop { $0.isWhitespace })
            guard !text.isEmpty else { return }
            skipsSpace = false
        }
        guard !text.isEmpty else { return }
        switch (parts.last, isThinking) {
        case (.spoken(let before), false): parts[parts.count - 1] = .spoken(before + text)
        case (.thought(let before), true): parts[parts.count - 1] = .thought(before + text)
        default: parts.append(isThinking ? .thought(text) : .spoken(text))
        }
    }
}
