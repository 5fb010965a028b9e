internal import Wire

/// Reads a call's arguments, which a schema has checked before; what it could not say is refused here, by name.
struct Arguments {
    private let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    /// Without blanks at its ends; empty counts as absent.
    func text(_ key: String) -> String? {
        guard let text = value[key]?.string else { return nil }
        let trimmed = Self.trimmed(text)
        return trimmed.isEmpty ? nil : trimmed
    }

    func required(_ key: String) throws(ToolFailure) -> String {
        guard let text = text(key) else { throw .invalidArguments(["\(key): a text is needed"]) }
        return text
    }

    func integer(_ key: String) -> Int? { value[key]?.integer }
    func flag(_ key: String) -> Bool? { value[key]?.bool }
    subscript(key: String) -> JSONValue? { value[key] }

    func texts(_ key: String) -> [String] {
        (value[key]?.array ?? []).compactMap(\.string).map(Self.trimmed).filter { !$0.isEmpty }
    }

    static func trimmed(_ text: String) -> String {
        guard let start = text.firstIndex(where: { !$0.isWhitespace }), let end = text.lastIndex(where: { !$0.isWhitespace }) else {
            return ""
        }
        return String(text[start...end])
    }

    // MARK: Times

    /// A local date or date and time; a date alone is the end of that day.
    func until(_ key: String) throws(ToolFailure) -> WallSecond? {
        guard let text = text(key) else { return nil }
        switch WallSecond.read(text) {
        case .moment(let moment): return moment
        case .date(let day): return WallSecond(day * 86_400 + 86_399)
        default: throw .invalidArguments(["\(key): expected a local date such as 2026-11-21 or a date and time such as 2026-11-21T18:30"])
        }
    }

    /// Days since 1970-01-01.
    func day(_ key: String) throws(ToolFailure) -> Int? {
        guard let text = text(key) else { return nil }
        switch WallSecond.read(text) {
        case .moment(let moment): return moment.day
        case .date(let day): return day
        default: throw .invalidArguments(["\(key): expected a local date such as 2026-11-21"])
        }
    }
}
