/// Reads one JSON document (RFC 8259) into a `JSONValue`; strict, in one pass over the bytes.
///
/// Its caller has bounded the depth. A key that comes twice keeps its first value, a byte order mark is skipped, and a number that is
/// whole and fits is an integer however it was written: as Foundation's decoder has it, against which the tests hold this.
struct JSONReader: ~Escapable {
    struct Malformed: Error {}

    private let bytes: Span<UInt8>
    private var index = 0

    @_lifetime(copy bytes)
    private init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    static func read(_ bytes: Span<UInt8>) throws(Malformed) -> JSONValue {
        var reader = JSONReader(bytes)
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { reader.index = 3 }
        let value = try reader.value()
        guard reader.next() == nil else { throw Malformed() }
        return value
    }

    /// The next byte that is not white space, not taken yet.
    private mutating func next() -> UInt8? {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            case let byte: return byte
            }
        }
        return nil
    }

    private mutating func value() throws(Malformed) -> JSONValue {
        guard let byte = next() else { throw Malformed() }
        switch byte {
        case UInt8(ascii: "{"): return .object(try members())
        case UInt8(ascii: "["): return .array(try elements())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw Malformed()
        }
    }

    private mutating func members() throws(Malformed) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        index += 1
        if next() == UInt8(ascii: "}") {
            index += 1
            return members
        }
        while true {
            guard next() == UInt8(ascii: "\"") else { throw Malformed() }
            let key = try string()
            guard next() == UInt8(ascii: ":") else { throw Malformed() }
            index += 1
            let value = try value()
            if members[key] == nil { members[key] = value }
            guard try goesOn(until: UInt8(ascii: "}")) else { return members }
        }
    }

    private mutating func elements() throws(Malformed) -> [JSONValue] {
        var elements: [JSONValue] = []
        index += 1
        if next() == UInt8(ascii: "]") {
            index += 1
            return elements
        }
        while true {
            elements.append(try value())
            guard try goesOn(until: UInt8(ascii: "]")) else { return elements }
        }
    }

    /// Takes the comma, or the end.
    private mutating func goesOn(until end: UInt8) throws(Malformed) -> Bool {
        guard let byte = next(), byte == end || byte == UInt8(ascii: ",") else { throw Malformed() }
        index += 1
        return byte != end
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Malformed) -> JSONValue {
        let count = word.utf8CodeUnitCount
        guard index + count <= bytes.count else { throw Malformed() }
        for offset in 0..<count where unsafe bytes[index + offset] != word.utf8Start[offset] { throw Malformed() }
        index += count
        return value
    }

    // MARK: Numbers

    private mutating func number() throws(Malformed) -> JSONValue {
        let start = index
        var isWhole = true
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let first = index
        try digits()
        guard bytes[first] != UInt8(ascii: "0") || index == first + 1 else { throw Malformed() }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            isWhole = false
            index += 1
            try digits()
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            try digits()
        }
        let text = try Self.string(bytes.extracting(start..<index))
        if isWhole, let integer = Int(text) { return .integer(integer) }
        guard let double = Double(text), double.isFinite else { throw Malformed() }
        // Beyond 2^53 a double no longer says which whole number was meant.
        guard abs(double) < 0x1p53 else { return .number(double) }
        return Int(exactly: double).map { .integer($0) } ?? .number(double)
    }

    private mutating func digits() throws(Malformed) {
        let start = index
        while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
        guard index > start else { throw Malformed() }
    }

    // MARK: Strings

    private mutating func string() throws(Malformed) -> String {
        index += 1
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                defer { index += 1 }
                return try Self.string(bytes.extracting(start..<index))
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case ..<0x20: throw Malformed()
            default: index += 1
            }
        }
        throw Malformed()
    }

    private static func string(_ bytes: Span<UInt8>) throws(Malformed) -> String {
        guard let valid = try? UTF8Span(validating: bytes) else { throw Malformed() }
        return String(copying: valid)
    }

    /// - Parameter start: where the string begins; up to the index nothing in it was escaped.
    private mutating func escapedString(from start: Int) throws(Malformed) -> String {
        var text: [UInt8] = []
        for place in start..<index { text.append(bytes[place]) }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return try Self.string(text.span)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case ..<0x20: throw Malformed()
            default: text.append(byte)
            }
        }
        throw Malformed()
    }

    private mutating func escape(into text: inout [UInt8]) throws(Malformed) {
        guard index < bytes.count else { throw Malformed() }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var scalar = UInt32(try codeUnit())
            if scalar & 0xFC00 == 0xD800 {
                guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
                    throw Malformed()
                }
                index += 2
                let low = UInt32(try codeUnit())
                guard low & 0xFC00 == 0xDC00 else { throw Malformed() }
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
            }
            guard let character = Unicode.Scalar(scalar) else { throw Malformed() }
            text += Array(character.utf8)
        default: throw Malformed()
        }
    }

    /// Four hexadecimal digits.
    private mutating func codeUnit() throws(Malformed) -> UInt16 {
        guard index + 4 <= bytes.count else { throw Malformed() }
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { throw Malformed() }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }
}
