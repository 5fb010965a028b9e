internal import Configuration
internal import Wire

extension Mistake {
    /// As commands tell it to programs.
    var object: JSONValue {
        [
            "source": .string(source), "line": place.map { .integer($0.line) } ?? .null,
            "column": place.map { .integer($0.column) } ?? .null,
            "message": .string(message),
        ]
    }
}
