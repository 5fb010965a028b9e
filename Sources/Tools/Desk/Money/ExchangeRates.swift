internal import Glibc
internal import Wire

/// Rates between currencies, from a file that the owner puts there and renews.
///
/// The file is a JSON object with `base`, a currency's code, `date`, such as 2026-11-20, and `rates`, how much of each currency one of
/// the base buys; the shape in which the well-known services hand them out.
struct ExchangeRates {
    let date: String
    private let base: String
    private let rates: [String: BigRational]

    private static let largest = 1 << 20

    /// Blocks: a small file is read.
    init(path: String) throws(ToolFailure) {
        guard !path.isEmpty else {
            throw .unavailable("I have no exchange rates: tools.rates_file names no file.")
        }
        guard let bytes = Self.read(path) else {
            throw .unavailable("I have no exchange rates: the file that tools.rates_file names cannot be read, or is larger than 1 MiB.")
        }
        guard let read = ExchangeRates(bytes) else {
            throw .unavailable(
                "I cannot read the exchange rates: the file needs base, date such as 2026-11-20, and rates, each a number above zero.")
        }
        self = read
    }

    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue.parse(bytes), let base = value["base"]?.string, let date = value["date"]?.string,
            case .date = WallSecond.read(date), let members = value["rates"]?.object
        else { return nil }
        var rates: [String: BigRational] = [:]
        for (code, rate) in members {
            guard let amount = Amount(rate), amount.currency == nil, amount.value > .zero else { return nil }
            rates[code.uppercased()] = amount.value
        }
        self.base = base.uppercased()
        self.date = date
        rates[self.base] = .one
        self.rates = rates
    }

    func convert(_ amount: BigRational, from: Currency, to: Currency) throws(ToolFailure) -> BigRational {
        guard let back = rates[from.code]?.reciprocal else { throw .failed("The exchange rates of \(date) have none for \(from.code).") }
        guard let rate = rates[to.code] else { throw .failed("The exchange rates of \(date) have none for \(to.code).") }
        return amount * back * rate
    }

    /// The day, as days since 1970-01-01.
    var day: Int? { if case .date(let day) = WallSecond.read(date) { day } else { nil } }

    private static func read(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rbe") else { return nil }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: largest + 1)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return count > largest ? nil : Array(bytes[..<count])
    }
}
