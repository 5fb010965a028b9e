/// What a setting takes.
package enum SettingKind: Sendable, Equatable {
    case integer(ClosedRange<Int>)
    /// One of a few numbers.
    case oneOf([Int])
    case number(ClosedRange<Double>)
    case flag
    /// Text of at most so many bytes.
    case text(maximumBytes: Int)
    /// One of a few words.
    case choice([String])
    /// At most so many texts.
    case list(maximumCount: Int)

    /// Bytes of one text of a list.
    package static let listedBytes = 1_000

    /// What is taken, as it follows "must be".
    package func expectation(_ unit: SettingUnit) -> String {
        switch self {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)\(unit.suffix)"
        case .oneOf(let numbers): anyOf(numbers.map { "\($0)" }) + unit.suffix
        case .number(let range):
            "a number from \(SettingValue.number(range.lowerBound).yaml) to \(SettingValue.number(range.upperBound).yaml)\(unit.suffix)"
        case .flag: "true or false"
        case .text(let limit): "text of at most \(limit) bytes"
        case .choice(let words): anyOf(words)
        case .list(let count): "a list of at most \(count) texts"
        }
    }

    /// Whether a value of the right type is within its range.
    package func allows(_ value: SettingValue) -> Bool {
        switch (self, value) {
        case (.integer(let range), .integer(let value)): range.contains(value)
        case (.oneOf(let numbers), .integer(let value)): numbers.contains(value)
        case (.number(let range), .number(let value)): range.contains(value)
        case (.flag, .flag): true
        case (.text(let limit), .text(let value)): value.utf8.count <= limit && Self.isReadable(value)
        case (.choice(let words), .text(let value)): words.contains(value)
        case (.list(let count), .list(let values)):
            values.count <= count && values.allSatisfy { $0.utf8.count <= Self.listedBytes && Self.isReadable($0) }
        default: false
        }
    }

    /// Text that the system's calls take whole.
    private static func isReadable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" }
    }
}

/// A setting's unit, which its name ends with.
package enum SettingUnit: String, Sendable, CaseIterable {
    case milliseconds = "_ms"
    case seconds = "_s"
    case kibibytes = "_kib"
    case hertz = "_hz"
    case decibels = "_decibels"
    case none = ""

    package init(path: String) { self = Self.allCases.first { path.hasSuffix($0.rawValue) } ?? .none }

    /// Empty where there is none.
    package var name: String {
        switch self {
        case .milliseconds: "milliseconds"
        case .seconds: "seconds"
        case .kibibytes: "KiB"
        case .hertz: "hertz"
        case .decibels: "decibels"
        case .none: ""
        }
    }

    var suffix: String { name.isEmpty ? "" : " " + name }
}
