extension MannerRequest {
    /// What is said to it where nothing else was asked: "All right, I will be brief."
    package var acknowledgement: String {
        if isReset { return "All right, I am myself again." }
        let promises = changes.map { Self.promise($0) }
        guard let last = promises.last else { return "All right." }
        let joined = promises.count == 1 ? last : promises.dropLast().joined(separator: ", ") + " and " + last
        switch reach {
        case .once: return "All right, this time I will \(joined)."
        case .usual: return "All right, I will \(joined)."
        case .lasting: return "All right, from now on I will \(joined)."
        }
    }

    private static func promise(_ change: Change) -> String {
        let more = change.degree == .slight ? "a little more " : "more "
        let less = change.degree == .slight ? "a little " : ""
        return switch (change.trait, change.isUpward) {
        case (.verbosity, true): "tell you \(less)more"
        case (.verbosity, false): "keep it \(less)shorter"
        case (.formality, true): "be \(more)formal"
        case (.formality, false): "be \(more)casual"
        case (.depth, true): "be \(more)technical"
        case (.depth, false): "use \(less)simpler words"
        case (.warmth, true): "be \(less)warmer"
        case (.warmth, false): "be \(more)matter-of-fact"
        case (.humour, true): "be \(less)funnier"
        case (.humour, false): "be \(more)serious"
        case (.pace, true): "speak \(less)faster"
        case (.pace, false): "speak \(less)slower"
        case (.initiative, true): "suggest \(less)more"
        case (.initiative, false): "offer \(less)less"
        }
    }
}
