/// Reads the members of one JSON object and says exactly which one is wrong; `null` counts as absent.
struct JSONFields {
    let value: JSONValue
    let path: String

    init(_ value: JSONValue, path: String) {
        self.value = value
        self.path = path
    }

    func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// - Parameter key: the member at fault, or `nil` for the object itself.
    func refusal(_ key: String?, _ message: String) -> WireError {
        let path = key.map { self.path($0) } ?? path
        return WireError(code: "invalid_value", message: "Invalid \(path): \(message)", parameter: path)
    }

    private func member(_ key: String) -> JSONValue? { value[key] == .null ? nil : value[key] }

    func string(_ key: String) throws(WireError) -> String? {
        guard let member = member(key) else { return nil }
        guard let string = member.string else { throw refusal(key, "expected a string.") }
        return string
    }

    func required(_ key: String) throws(WireError) -> String {
        guard let string = try string(key) else { throw .missing(path(key)) }
        return string
    }

    /// The members of an object within.
    func object(_ key: String) throws(WireError) -> JSONFields? {
        guard let member = member(key) else { return nil }
        guard case .object = member else { throw refusal(key, "expected an object.") }
        return JSONFields(member, path: path(key))
    }

    func bool(_ key: String) throws(WireError) -> Bool? {
        guard let member = member(key) else { return nil }
        guard let bool = member.bool else { throw refusal(key, "expected true or false.") }
        return bool
    }

    func number(_ key: String, in range: ClosedRange<Double>) throws(WireError) -> Double? {
        guard let member = member(key) else { return nil }
        guard let number = member.number else { throw refusal(key, "expected a number.") }
        guard range.contains(number) else { throw refusal(key, "expected \(range.lowerBound)...\(range.upperBound).") }
        return number
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(WireError) -> Int? {
        guard let member = member(key) else { return nil }
        guard let number = member.number, number == number.rounded(), let integer = Int(exactly: number) else {
            throw refusal(key, "expected a whole number.")
        }
        guard range.contains(integer) else { throw refusal(key, "expected \(range.lowerBound)...\(range.upperBound).") }
        return integer
    }
}

extension WireError {
    static func missing(_ path: String) -> WireError {
        WireError(code: "missing_required_parameter", message: "The '\(path)' field is missing.", parameter: path)
    }
}
