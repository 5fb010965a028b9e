/// Reads the members of one JSON object and says exactly which one is wrong.
struct JSONFields {
    let value: JSONValue
    let path: String

    init(_ value: JSONValue, path: String) {
        self.value = value
        self.path = path
    }

    func refusal(_ key: String, _ message: String) -> WireError {
        WireError(code: "invalid_value", message: "Invalid \(path).\(key): \(message)", parameter: "\(path).\(key)")
    }

    /// Calls `take` where the member is there; `null` counts as absent.
    func string(_ key: String, _ take: (String) throws(WireError) -> Void) throws(WireError) {
        guard let member = value[key], member != .null else { return }
        guard let string = member.string else { throw refusal(key, "expected a string.") }
        try take(string)
    }

    func bool(_ key: String, _ take: (Bool) throws(WireError) -> Void) throws(WireError) {
        guard let member = value[key], member != .null else { return }
        guard let bool = member.bool else { throw refusal(key, "expected true or false.") }
        try take(bool)
    }

    func number(_ key: String, in range: ClosedRange<Double>, _ take: (Double) throws(WireError) -> Void) throws(WireError) {
        guard let member = value[key], member != .null else { return }
        guard let number = member.number else { throw refusal(key, "expected a number.") }
        guard range.contains(number) else { throw refusal(key, "expected \(range.lowerBound)...\(range.upperBound).") }
        try take(number)
    }
}
