extension Memory {
    /// Whether what it says still holds in the world then, as far as is known.
    package func holds(at moment: MemoryTime) -> Bool {
        guard let until = content.validUntil else { return true }
        return until > moment
    }
}

extension MemoryContent {
    static let dayMilliseconds = 86_400_000

    /// Said again: surer, and at least as important. What it says of time is taken over where it was not known.
    mutating func strengthen(with other: MemoryContent) {
        // As if two that err independently said the same; never quite sure.
        confidence = min(0.99, max(confidence, other.confidence, 1 - (1 - confidence) * (1 - other.confidence / 2)))
        importance = max(importance, other.importance)
        happened = max(happened, other.happened)
        validFrom = validFrom ?? other.validFrom
        validUntil = other.validUntil ?? validUntil
        tags.formUnion(other.tags)
    }

    /// It ends then, unless it ended before.
    mutating func end(at moment: MemoryTime) {
        if let until = validUntil, until <= moment { return }
        // What begins after its end held for no time.
        validUntil = validFrom.map { max($0, moment) } ?? moment
    }

    func isSameDay(as other: MemoryContent) -> Bool {
        happened.milliseconds / Self.dayMilliseconds == other.happened.milliseconds / Self.dayMilliseconds
    }
}
