/// Turns what a language model writes into what can be spoken: no markdown, addresses, code, emoji or formulas.
///
/// The text may come in pieces cut anywhere: together they give the same words. Words without marks leave at the next space; what may be
/// a link, a table row or a formula is held back until it is known, for a line at most.
package struct SpokenStyle: Sendable {
    /// Characters of one line that are held back at most; a longer construct is taken for plain text.
    static let longestHold = 1_000

    /// What is not decided yet, as scalars: a character may be cut between pieces, a scalar may not.
    private var held: [Unicode.Scalar] = []
    /// The scalar before those.
    private var before: Unicode.Scalar?
    private var block = SpokenBlock()
    private var ending = SpokenEnding()

    package init() {}

    /// Gives what may be spoken of the text so far.
    package mutating func take(_ text: String) -> String {
        held += text.unicodeScalars
        return drain(isLast: false)
    }

    /// The text is over: gives the rest, and is as new.
    package mutating func finish() -> String {
        let rest = drain(isLast: true)
        self = SpokenStyle()
        return rest
    }

    private mutating func drain(isLast: Bool) -> String {
        var output = ""
        var start = 0
        while start < held.count {
            let rest = held[start...]
            if block.isLineStart || block.isInCode {
                // A block's mark is decided at the start of its line, whole lines of code and tables at their end.
                switch block.begin(rest, isLast: isLast) {
                case .wait:
                    held.removeFirst(start)
                    return output
                case .took(let count, let spoken):
                    start += count
                    before = held[start - 1]
                    output += ending.join(spoken)
                    continue
                case .plain: break
                }
            }
            switch SpokenInline.next(rest, after: before, isLast: isLast) {
            case .wait:
                held.removeFirst(start)
                return output
            case .took(let count, let spoken):
                start += count
                before = held[start - 1]
                if spoken == "\n" {
                    output += ending.join(block.endLine())
                } else {
                    block.isLineStart = false
                    output += ending.join(spoken)
                }
            }
        }
        held = []
        if isLast { output += ending.join(block.endText()) }
        return output
    }
}
