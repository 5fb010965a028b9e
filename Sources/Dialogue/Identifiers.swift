/// One stretch of the person's speech, from its first sound to its commit.
package struct TurnID: Numbered, Hashable, Sendable, Comparable {
    package var number: Int

    package init(_ number: Int) { self.number = number }
    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// One answer.
package struct ResponseID: Codable, Hashable, Sendable, Comparable {
    package var number: Int
    /// Parts answers made ready for one number, of which at most one is ever told; 0 was asked for at once.
    package var attempt: Int

    package init(_ number: Int, attempt: Int = 0) {
        self.number = number
        self.attempt = attempt
    }
    /// Recorded as its number, or as "number.attempt".
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Int.self) {
            self.init(number)
            return
        }
        let parts = try value.decode(String.self).split(separator: ".").map { Int($0) }
        guard parts.count == 2, let number = parts[0], let attempt = parts[1] else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "a response is a number, or \"number.attempt\"")
        }
        self.init(number, attempt: attempt)
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        if attempt == 0 { try value.encode(number) } else { try value.encode("\(number).\(attempt)") }
    }

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
