import FoundationEssentials
import TestSupport
import Testing
import Wire

/// Our own reader and writer against Foundation's, on documents made and broken by seeded chance.
@Suite struct JSONTests {
    private static let pieces = [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "null", "true", "false", "0", "-0", "1", "-17", "1.5", "-0.0", "2.0", "1e3", "1E-2",
        "12345678901234567890", "9007199254740993", "9223372036854775807", "-9223372036854775808", "1e400", "01", "1.", ".5", "-", "\"a\"",
        "\"\\n\\u00e9\\/\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\q\"", "\"é😀\"", "\"\u{7F}\"", " ", "\n", "\t", "\r", "\u{B}", "\0",
        "{}", "[]",
        "\"a\":1", "\"a\":[1,\"b\"]", "{\"b\":{\"c\":null}}",
    ]

    private static func document(_ random: inout Seeded, depth: Int = 0) -> String {
        switch Int.random(in: 0..<(depth > 3 ? 6 : 8), using: &random) {
        case 0: "null"
        case 1: Bool.random(using: &random) ? "true" : " false "
        case 2: String(Int.random(in: -1_000...1_000, using: &random))
        case 3: "\(Double.random(in: -1e6...1e6, using: &random))"
        case 4, 5: "\"\(["", "hello", "a\\\"b\\\\", "\\u0001\\t", "naïve ☕", "\\/\\ud834\\udd1e"].randomElement(using: &random) ?? "")\""
        case 6: "[" + list(&random) { document(&$0, depth: depth + 1) } + "]"
        default: object(&random, depth: depth)
        }
    }

    /// With different keys: Foundation does not look at what it drops, so that a broken value is no error there.
    private static func object(_ random: inout Seeded, depth: Int) -> String {
        var keys = ["a", "b", "c", "type"].shuffled(using: &random)
        return "{" + list(&random) { "\"\(keys.removeLast())\" : " + document(&$0, depth: depth + 1) } + "}"
    }

    private static func list(_ random: inout Seeded, _ element: (inout Seeded) -> String) -> String {
        let count = Int.random(in: 0..<4, using: &random)
        return (0..<count).map { _ in element(&random) }.joined(separator: ", ")
    }

    /// Foundation's reading, but for a comma before a closing bracket: it takes that, and JSON has none.
    private static func foundation(_ bytes: [UInt8]) -> JSONValue? {
        hasTrailingComma(bytes) ? nil : try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    /// Equal; but of a number too large for its fraction, only its size counts.
    private static func areAlike(_ a: JSONValue?, _ b: JSONValue?) -> Bool {
        switch (a, b) {
        case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { areAlike($0, $1) }
        case (.object(let a), .object(let b)): a.count == b.count && a.allSatisfy { areAlike($0.value, b[$0.key]) }
        case (.number(let a), .integer(let b)): abs(a) >= 0x1p53 && a == Double(b)
        default: a == b
        }
    }

    private static func hasTrailingComma(_ bytes: [UInt8]) -> Bool {
        var isInString = false
        var isEscaped = false
        var isAfterComma = false
        for byte in bytes {
            if isInString {
                isInString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            if isAfterComma, byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { return true }
            isInString = byte == UInt8(ascii: "\"")
            if ![0x20, 0x09, 0x0A, 0x0D].contains(byte) { isAfterComma = byte == UInt8(ascii: ",") }
        }
        return false
    }

    @Test("a document, whole or broken, is read as Foundation's decoder reads it", arguments: 0..<40 as Range<UInt64>)
    func reading(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<200 {
            var text = Array(Self.document(&random).utf8)
            for _ in 0..<Int.random(in: 0..<3, using: &random) {
                let piece = Array((Self.pieces.randomElement(using: &random) ?? "").utf8)
                let start = Int.random(in: 0...text.count, using: &random)
                let end = Bool.random(using: &random) ? start : min(start + 1, text.count)
                text.replaceSubrange(start..<end, with: piece)
            }
            #expect(Self.areAlike(try? JSONValue.parse(text), Self.foundation(text)), "\(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test(
        "every piece alone is read as Foundation's decoder reads it",
        arguments: Self.pieces + ["", "{\"a\":1,\"a\":2}", "\u{FEFF}1", "[1,]", "{\"a\":1,}"])
    func everyPiece(text: String) { #expect((try? JSONValue.parse(Array(text.utf8))) == Self.foundation(Array(text.utf8))) }

    @Test("what is written is what Foundation's encoder writes, and is read back", arguments: 0..<20 as Range<UInt64>)
    func writing(seed: UInt64) throws {
        var random = Seeded(seed)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for _ in 0..<100 {
            guard let value = Self.foundation(Array(Self.document(&random).utf8)) else { continue }
            let written = try encoder.encode(value)
            let read = try JSONValue.parse(value.bytes)
            #expect(value.bytes == [UInt8](written))
            #expect(read == value)
        }
        for text in ["\u{0}\u{1F}\u{7F}\u{8}\u{C}\n\r\t\"\\/", "é☕😀\u{2028}"] {
            let written = try encoder.encode(JSONValue.string(text))
            #expect(JSONValue.string(text).bytes == [UInt8](written))
        }
        for number in [0.1, -2.5e-7, 1e21, 1.7976931348623157e308, .leastNonzeroMagnitude, 123456789.125] {
            let written = try encoder.encode(JSONValue.number(number))
            #expect(JSONValue.number(number).bytes == [UInt8](written))
        }
    }

    @Test("a number that JSON cannot write is null", arguments: [Double.infinity, -.infinity, .nan])
    func notNumbers(value: Double) { #expect(JSONValue.number(value).text == "null") }
}
