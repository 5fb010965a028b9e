/// One stretch of the person's speech, from its first sound to its commit.
package struct TurnID: Hashable, Sendable, Comparable {
    package var number: Int

    package init(_ number: Int) { self.number = number }
    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// One answer.
package struct ResponseID: Hashable, Sendable, Comparable {
    package var number: Int
    /// Parts answers made ready for one number, of which at most one is ever told; 0 was asked for at once.
    package var attempt: Int

    package init(_ number: Int, attempt: Int = 0) {
        self.number = number
        self.attempt = attempt
    }
    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// One entry of the conversation: something said by either side.
package struct ItemID: Hashable, Sendable, Comparable {
    package var number: Int

    package init(_ number: Int) { self.number = number }
    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}
