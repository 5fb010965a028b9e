/// What a model's answer has said aloud, over all its rounds.
struct SaidSoFar {
    private(set) var text = ""
    /// Of the round under way.
    private(set) var roundText = ""
    var calls = 0
    private var seam: SeamFilter

    init(after opening: String?) { seam = SeamFilter(after: opening) }

    /// Whether the model has said nothing yet.
    var isEmpty: Bool { !seam.hasSpoken }

    /// What of a piece is to be said now.
    mutating func take(_ piece: String) -> String {
        roundText += piece
        let said = seam.take(piece)
        text += said
        return said
    }

    mutating func finish() -> String {
        let rest = seam.finish()
        text += rest
        return rest
    }

    /// The model speaks on after its calls: words do not run together.
    mutating func beginRound() {
        roundText = ""
        if let last = text.last, !last.isWhitespace { isJoining = true }
    }

    private(set) var isJoining = false

    /// A space where the last round ended without one.
    mutating func join() -> String {
        defer { isJoining = false }
        guard isJoining else { return "" }
        text += " "
        return " "
    }
}
