package import Wire

/// What a person put into a slot: as data for a tool, and as words to be said back.
package struct SlotValue: Sendable, Equatable {
    /// As a tool takes it: a number, a text, "2026-11-22", "09:30", "2026-11-22T09:30", seconds of a duration, a list of texts.
    package var json: JSONValue
    /// As it is said back, such as "tomorrow at 9 AM".
    package var spoken: String
    /// What templates reach with a point, such as `amount.unit`.
    package var parts: [String: JSONValue]

    package init(_ json: JSONValue, spoken: String, parts: [String: JSONValue] = [:]) {
        self.json = json
        self.spoken = spoken
        self.parts = parts
    }

    /// As the memo keeps it.
    var kept: JSONValue { ["json": json, "spoken": .string(spoken), "parts": .object(parts)] }

    /// `nil` where a memo holds something else.
    init?(kept: JSONValue) {
        guard let json = kept["json"], let spoken = kept["spoken"]?.string, case .object(let parts)? = kept["parts"] else { return nil }
        self.init(json, spoken: spoken, parts: parts)
    }
}
