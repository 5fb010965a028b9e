/// Joins what a model says to what was said before it: the same beginning is not said twice.
///
/// Pieces come out as late as the seam needs and no later: while they may still be a repetition of the opening.
package struct SeamFilter {
    private let opening: [Character]
    private var held = ""
    private var isPast: Bool
    /// Whether anything came out yet.
    package private(set) var hasSpoken = false

    /// - Parameter opening: `nil` where nothing was said before.
    package init(after opening: String?) {
        self.opening = Array((opening ?? "").lowercased().filter(Self.counts))
        isPast = self.opening.isEmpty
    }

    /// What of the text so far can be said.
    package mutating func take(_ piece: String) -> String {
        guard !isPast else { return out(piece) }
        held += piece
        var matched = 0
        var end = held.startIndex
        for index in held.indices {
            let character = held[index]
            guard Self.counts(character) else { continue }
            guard matched < opening.count else { break }
            guard character.lowercased() == String(opening[matched]) else {
                isPast = true
                return out(held)
            }
            matched += 1
            end = held.index(after: index)
        }
        guard matched == opening.count, let next = held[end...].first else { return "" }
        // The opening's last word was the beginning of a longer one.
        if Self.counts(next) {
            isPast = true
            return out(held)
        }
        let rest = held[end...].drop { $0.isWhitespace || ".,:;!?…".contains($0) }
        guard !rest.isEmpty else { return "" }
        isPast = true
        return out(String(rest))
    }

    /// What was held back, at the end.
    package mutating func finish() -> String {
        guard !isPast else { return "" }
        isPast = true
        // All of it was the opening again.
        let isWhole = held.filter(Self.counts).lowercased() == String(opening)
        return isWhole ? "" : out(held)
    }

    private mutating func out(_ text: String) -> String {
        guard !hasSpoken else { return text }
        let begin = text.drop { $0.isWhitespace }
        guard !begin.isEmpty else { return "" }
        hasSpoken = true
        return String(begin)
    }

    private static func counts(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
