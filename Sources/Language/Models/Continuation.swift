/// Joins the answer of a second endpoint to the words of a first one that broke off.
package struct Continuation: Sendable {
    /// How far back a repetition may begin, in characters, and how long one must be to count.
    private static let reach = 400
    private static let shortest = 8

    private let said: [Character]
    private var held: [Character] = []
    private var isJoined = false

    package init(after said: String) { self.said = Array(said) }

    /// The prompt that asks for the rest.
    package static func prompt(_ prompt: ModelPrompt, after said: String) -> ModelPrompt {
        var prompt = prompt
        prompt.messages.append(.assistant(text: said, calls: []))
        prompt.messages.append(
            .user(
                "The connection was lost in the middle of your last message. Go on with its very next word: repeat nothing, do not apologise, "
                    + "do not mention this."))
        return prompt
    }

    /// Gives what is new; holds back while it may be a repetition.
    package mutating func push(_ text: String) -> String {
        guard !isJoined else { return text }
        held += Array(text)
        let start = held.prefix { $0.isWhitespace }.count
        let fresh = held[start...]
        guard !fresh.isEmpty else { return "" }
        var mayRepeat = false
        for from in candidates {
            let old = said[from...]
            if fresh.count < old.count {
                if old.starts(with: fresh) { mayRepeat = true }
            } else if fresh.starts(with: old) {
                isJoined = true
                return String(fresh.dropFirst(old.count))
            }
        }
        return mayRepeat ? "" : join()
    }

    /// The answer is over.
    package mutating func finish() -> String { isJoined || !held.contains { !$0.isWhitespace } ? "" : join() }

    private var candidates: [Int] {
        guard said.count >= Self.shortest else { return said.isEmpty ? [] : [0] }
        return Array(Set([0]).union(max(0, said.count - Self.reach)...(said.count - Self.shortest))).sorted()
    }

    /// Models begin a message without a space, which the words before then want.
    private mutating func join() -> String {
        isJoined = true
        guard let last = said.last, let first = held.first, !last.isWhitespace, first.isLetter || first.isNumber else {
            return String(held)
        }
        return " " + String(held)
    }
}
