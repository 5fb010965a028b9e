internal import Wire

/// When a reply fits: `result.items`, `not person`, `result.count > 1`, `unit = mile`.
package struct ReplyCondition: Sendable, Equatable {
    enum Comparison: String, Sendable, CaseIterable {
        case atLeast = ">="
        case atMost = "<="
        case unequal = "!="
        case equal = "="
        case above = ">"
        case below = "<"
    }

    let path: [String]
    /// Whether it holds where there is nothing.
    let isNegated: Bool
    private let comparison: Comparison?
    private let operand: String

    init(_ text: String) throws(PackNotation.Fault) {
        var rest = text.trimmed
        isNegated = rest.hasPrefix("not ")
        if isNegated { rest = String(rest.dropFirst(4)).trimmed }
        let signs = rest.firstIndex { "<>=!".contains($0) }
        if let signs {
            let tail = rest[signs...]
            guard !isNegated, let found = Comparison.allCases.first(where: { tail.hasPrefix($0.rawValue) }) else {
                throw PackNotation.Fault(
                    message: "\"\(text.prefix(60))\" is no condition: write one such as \"result.count > 1\" or \"not person\".")
            }
            comparison = found
            operand = tail.dropFirst(found.rawValue.count).trimmed
            rest = rest[..<signs].trimmed
        } else {
            comparison = nil
            operand = ""
        }
        path = rest.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard path.allSatisfy(PackReader.isName), (comparison == nil) == operand.isEmpty else {
            throw PackNotation.Fault(
                message: "\"\(text.prefix(60))\" is no condition: write one such as \"result.count > 1\" or \"not person\".")
        }
    }

    func holds(_ scope: TemplateScope) -> Bool {
        let value = scope.value(path)
        guard let comparison else { return Self.isSomething(value) != isNegated }
        guard let value, value != .null else { return comparison == .unequal }
        if let number = value.number, let other = Double(operand) {
            return switch comparison {
            case .atLeast: number >= other
            case .atMost: number <= other
            case .unequal: number != other
            case .equal: number == other
            case .above: number > other
            case .below: number < other
            }
        }
        let isEqual = TemplateScope.said(value)?.lowercased() == operand.lowercased() || value.bool.map { "\($0)" } == operand
        return comparison == .equal ? isEqual : comparison == .unequal ? !isEqual : false
    }

    private static func isSomething(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null?, .bool(false)?, .integer(0)?, .string("")?, .array([])?: false
        default: true
        }
    }
}
