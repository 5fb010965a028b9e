/// Keeps white space single and sentences ended, over pieces.
struct SpokenEnding: Sendable {
    private var last: Unicode.Scalar?
    private var owesSpace = false

    /// The text as it follows what was given before. A line break asks for an end of sentence where there is none.
    mutating func join(_ text: String) -> String {
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                if let last, !Self.ends.contains(last), last != "," { append(".", to: &output) }
                owesSpace = last != nil
            } else if scalar.properties.isWhitespace {
                owesSpace = last != nil
            } else {
                let isMark = Self.closers.contains(scalar)
                if owesSpace, !isMark { output.append(" ") }
                owesSpace = false
                // What a construct left behind must not double a mark.
                if isMark, let last, Self.ends.contains(last), last == scalar, scalar != "." { continue }
                append(scalar, to: &output)
            }
        }
        return String(output)
    }

    private mutating func append(_ scalar: Unicode.Scalar, to output: inout String.UnicodeScalarView) {
        output.append(scalar)
        last = scalar
    }

    private static let ends: Set<Unicode.Scalar> = [".", "!", "?", ":", ";", "…", "。", "！", "？"]
    private static let closers: Set<Unicode.Scalar> = [".", "!", "?", ",", ";", ":"]
}
