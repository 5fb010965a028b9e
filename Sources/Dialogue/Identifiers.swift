/// One stretch of the person's speech, from its first sound to its commit.
package struct TurnID: Hashable, Sendable, Comparable {
    package var number: Int

    package init(_ number: Int) { self.number = number }
    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// One answer.
package struct ResponseID: Hashable, Sendable, Comparable {
    package var number: Int

    package init(_ number: Int) { self.number = number }
    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// One entry of the conversation: something said by either side.
package struct ItemID: Hashable, Sendable, Comparable {
    package var number: Int

    package init(_ number: Int) { self.number = number }
    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}
