/// What a column of a row can hold.
package enum StoredValue: Sendable, Hashable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)
    case blob([UInt8])

    package static func optional(_ text: String?) -> StoredValue { text.map { .text($0) } ?? .null }
    package static func optional(_ integer: Int?) -> StoredValue { integer.map { .integer($0) } ?? .null }
}

extension StoredValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .real(value) }
}
