internal import Wire

/// What is asked of amounts of money. Nothing is rounded but the results, each to the currency's smallest coin, halves away from zero.
struct MoneyCalculation {
    private let amount: BigRational
    private let currency: Currency
    private let arguments: Arguments

    init(_ arguments: Arguments) throws(ToolFailure) {
        guard let written = arguments["amount"], let amount = Amount(written) else {
            throw .invalidArguments(["amount: expected an amount such as \"48.50\" or \"$48.50\""])
        }
        self.amount = amount.value
        self.arguments = arguments
        guard let code = arguments.text("currency") else {
            currency = amount.currency ?? .dollar
            return
        }
        guard let named = Currency.named(code) else { throw .invalidArguments(["currency: \(code) is no currency's code"]) }
        currency = named
    }

    func result() throws(ToolFailure) -> ToolOutput {
        switch arguments.text("operation") {
        case "tip": return try share("tip", "A \(try percentText()) tip on \(spoken(amount)) is", sign: 1)
        case "tax": return try share("tax", "\(Spoken.capitalised(try percentText())) tax on \(spoken(amount)) is", sign: 1)
        case "discount": return try share("discount", "\(Spoken.capitalised(try percentText())) off \(spoken(amount)) saves", sign: -1)
        case "percent":
            let part = coins(amount * (try percent()))
            return output(["result": text(part)], "\(Spoken.capitalised(try percentText())) of \(spoken(amount)) is \(spoken(part)).")
        case "split": return try split()
        case "add": return try with("plus") { $0 + $1 }
        case "subtract": return try with("minus") { $0 - $1 }
        case "multiply":
            guard let written = arguments["by"], let factor = Amount(written), factor.currency == nil else {
                throw .invalidArguments(["by: expected a number, such as 3"])
            }
            let product = coins(amount * factor.value)
            let times = factor.value.decimal(places: 60) ?? ""
            return output(["result": text(product)], "\(times) times \(spoken(amount)) is \(spoken(product)).")
        default:
            throw .invalidArguments(["operation: expected tip, split, discount, tax, percent, add, subtract or multiply"])
        }
    }

    /// A part of the amount, and what is paid with it or without it.
    private func share(_ name: String, _ beginning: String, sign: Int) throws(ToolFailure) -> ToolOutput {
        let part = coins(amount * (try percent()))
        let total = coins(amount) + (sign > 0 ? part : part.negated)
        let ending = sign > 0 ? "\(spoken(total)) in all" : "so it is \(spoken(total))"
        return output([name: text(part), "total": text(total)], "\(beginning) \(spoken(part)), \(ending).")
    }

    /// Parts that sum exactly to the whole: some pay one coin more.
    private func split() throws(ToolFailure) -> ToolOutput {
        guard let people = arguments.integer("people"), (1...10_000).contains(people) else {
            throw .invalidArguments(["people: expected among how many, such as 4"])
        }
        guard !amount.isNegative else { throw .invalidArguments(["amount: expected at least zero"]) }
        let tip = arguments["percent"] == nil ? BigRational.zero : coins(amount * (try percent()))
        let total = coins(amount) + tip
        let coin = BigRational(BigInteger(1), over: BigInteger(10).power(currency.places))
        guard let least = (total * BigRational(BigInteger(1), over: BigInteger(people))).inCoins(currency.places),
            let all = total.inCoins(currency.places)
        else { throw .invalidArguments(["amount: it is too large"]) }
        let more = all - least * people
        let each = BigRational(least) * coin
        var value: [String: JSONValue] = ["each": text(each), "total": text(total), "people": .integer(people)]
        if !tip.isZero { value["tip"] = text(tip) }
        if more > 0 { value["one_coin_more"] = .integer(more) }
        let rest =
            switch more {
            case 0: ""
            case 1: " One of you pays \(spoken(each + coin)), so that it adds up."
            default: " \(more) of you pay \(spoken(each + coin)), so that it adds up."
            }
        let with = tip.isZero ? "" : ", \(spoken(total)) with the tip,"
        return output(value, "\(spoken(amount))\(with) among \(people) is \(spoken(each)) each.\(rest)")
    }

    private func with(_ word: String, _ combine: (BigRational, BigRational) -> BigRational) throws(ToolFailure) -> ToolOutput {
        guard let written = arguments["by"], let second = Amount(written) else {
            throw .invalidArguments(["by: expected the second amount, such as \"12.50\""])
        }
        guard second.currency.map({ $0 == currency }) ?? true else {
            throw .invalidArguments(["by: it is in another currency; convert it first with money.convert"])
        }
        let result = coins(combine(amount, second.value))
        return output(["result": text(result)], "\(spoken(amount)) \(word) \(spoken(second.value)) is \(spoken(result)).")
    }

    /// As a fraction of one.
    private func percent() throws(ToolFailure) -> BigRational {
        guard let written = arguments["percent"], let percent = Amount(written), percent.currency == nil, !percent.value.isNegative else {
            throw .invalidArguments(["percent: expected a number such as 20 or \"7.25\""])
        }
        return percent.value * BigRational(BigInteger(1), over: BigInteger(100))
    }

    private func percentText() throws(ToolFailure) -> String {
        "\((try percent() * BigRational(100)).decimal(places: 60) ?? "") percent"
    }

    private func coins(_ value: BigRational) -> BigRational { value.rounded(places: currency.places) }
    private func text(_ value: BigRational) -> JSONValue { .string(currency.digits(value)) }
    private func spoken(_ value: BigRational) -> String { currency.spoken(value) }

    private func output(_ value: [String: JSONValue], _ speech: String) -> ToolOutput {
        ToolOutput(.object(value.merging(["currency": .string(currency.code), "amount": text(amount)]) { $1 }), speech: speech)
    }
}

extension BigRational {
    /// Whole coins, the rest left out; `nil` where they do not fit.
    fileprivate func inCoins(_ places: Int) -> Int? { (self * BigRational(BigInteger(10).power(places))).floor.int }
}
