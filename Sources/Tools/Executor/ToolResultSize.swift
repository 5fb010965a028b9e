internal import Wire

/// Keeps results to a size that a language model and a person can take.
enum ToolResultSize {
    /// An object loses the end of its longest text and keeps its other members; of anything else the beginning is kept, as text.
    ///
    /// - Returns: the output, its size as JSON in bytes, and whether it lost something.
    static func bounded(_ output: ToolOutput, to limit: Int) -> (output: ToolOutput, bytes: Int, isCut: Bool) {
        let bytes = output.value.bytes
        guard bytes.count > limit else { return (output, bytes.count, false) }
        let value = shortened(output.value, by: bytes.count - limit) ?? flattened(output.value, to: limit)
        return (ToolOutput(value, speech: output.speech), value.bytes.count, true)
    }

    /// `nil` where no text of it is long enough.
    private static func shortened(_ value: JSONValue, by excess: Int) -> JSONValue? {
        let texts = (value.object ?? [:]).compactMapValues(\.string)
        guard let (name, text) = texts.max(by: { $0.value.utf8.count < $1.value.utf8.count }), text.utf8.count > excess else { return nil }
        return value.merging([name: .string(beginning(of: text, text.utf8.count - excess))])
    }

    private static func flattened(_ value: JSONValue, to limit: Int) -> JSONValue {
        let text = value.string ?? value.text
        return [
            "text": .string(beginning(of: text, limit)), "note": .string("the result has \(text.utf8.count) bytes; this is its beginning"),
        ]
    }

    private static func beginning(of text: String, _ bytes: Int) -> String {
        var kept = String(decoding: Array(text.utf8.prefix(bytes)), as: UTF8.self)
        // A character cut in two.
        if kept.unicodeScalars.last == "\u{FFFD}" { kept.unicodeScalars.removeLast() }
        return kept
    }
}
