/// Why an expression has no value. The text is fit to be shown to whoever wrote it.
enum CalculatorError: Error, Equatable {
    case unreadable(String)
    /// The value is too large, or would take too long.
    case tooLarge
    case undefined(String)

    var text: String {
        switch self {
        case .unreadable(let reason): "The expression cannot be read: \(reason)."
        case .tooLarge: "The result is too large: at most \(CalculatorValue.mostBits * 30103 / 100_000) digits are calculated."
        case .undefined(let reason): "There is no result: \(reason)."
        }
    }
}
