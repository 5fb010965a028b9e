/// One stretch of the person's speech, from its first sound to its commit.
package struct TurnID: Numbered, Hashable, Sendable, Comparable {
    package var number: Int

    package init(_ number: Int) { self.number = number }
    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// One answer.
package struct ResponseID: Numbered, Hashable, Sendable, Comparable {
    package var number: Int

    package init(_ number: Int) { self.number = number }
    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// One entry of the conversation: something said by either side.
package struct ItemID: Numbered, Hashable, Sendable, Comparable {
    package var number: Int

    package init(_ number: Int) { self.number = number }
    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// What is known by its number, and recorded as it.
package protocol Numbered: Codable {
    var number: Int { get }
    init(_ number: Int)
}

extension Numbered {
    package init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(Int.self)) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
