internal import Resources
package import Wire

/// Converts between currencies by the rates of a file, and says how old they are.
package struct MoneyConvertTool: AssistantTool {
    package let definition = MoneyDefinitions.convert
    private let ratesFile: String

    /// - Parameter ratesFile: read anew at every call; empty where there is none.
    package init(ratesFile: String) { self.ratesFile = ratesFile }

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        let arguments = Arguments(arguments)
        let from = try currency("from", arguments)
        let to = try currency("to", arguments)
        guard let amount = Amount(arguments["amount"] ?? 1) else {
            throw .invalidArguments(["amount: expected an amount such as \"100\" or \"12.50\""])
        }
        let path = ratesFile
        let rates = try await onThread(named: "rates") { Result { () throws(ToolFailure) in try ExchangeRates(path: path) } }.get()
        let result = try rates.convert(amount.value, from: from, to: to)
        let now = WallSecond(context.now)
        let day = rates.day.map { WallSecond($0 * 86_400).spokenDay(from: now) } ?? rates.date
        let age = rates.day.map { now.day - $0 } ?? 0
        return ToolOutput(
            [
                "result": .string(to.digits(result)), "from": .string(from.code), "to": .string(to.code), "rates_date": .string(rates.date),
                "rates_age_days": .integer(age),
            ],
            speech:
                "\(from.spoken(amount.value)) is \(to.spoken(result)), by the rates of \(day.hasPrefix("on ") ? String(day.dropFirst(3)) : day)."
        )
    }

    private func currency(_ key: String, _ arguments: Arguments) throws(ToolFailure) -> Currency {
        let text = try arguments.required(key)
        guard let currency = Currency.named(text) else { throw .invalidArguments(["\(key): \(text) is no currency's name or code"]) }
        return currency
    }
}
