/// A currency people speak of, with how it is written.
struct Currency: Equatable {
    /// ISO 4217.
    let code: String
    /// Digits after the point.
    let places: Int
    private let sign: String
    private let names: [String]

    private init(_ code: String, _ places: Int, _ sign: String, _ names: String...) {
        self.code = code
        self.places = places
        self.sign = sign
        self.names = names
    }

    static let dollar = Currency("USD", 2, "$", "dollar", "dollars", "us dollar", "us dollars", "american dollars", "buck", "bucks")

    /// What stands before an amount; other currencies have their code after it.
    private static let known = [
        dollar, Currency("EUR", 2, "€", "euro", "euros"),
        Currency("GBP", 2, "£", "pound", "pounds", "british pound", "british pounds", "pounds sterling", "sterling", "quid"),
        Currency("JPY", 0, "¥", "yen", "japanese yen"), Currency("CHF", 2, "", "franc", "francs", "swiss franc", "swiss francs"),
        Currency("CAD", 2, "", "canadian dollar", "canadian dollars"), Currency("AUD", 2, "", "australian dollar", "australian dollars"),
        Currency("NZD", 2, "", "new zealand dollar", "new zealand dollars"), Currency("CNY", 2, "", "yuan", "renminbi", "chinese yuan"),
        Currency("INR", 2, "₹", "rupee", "rupees", "indian rupee", "indian rupees"), Currency("KRW", 0, "₩", "won", "korean won"),
        Currency("SEK", 2, "", "swedish krona", "swedish kronor"), Currency("NOK", 2, "", "norwegian krone", "norwegian kroner"),
        Currency("DKK", 2, "", "danish krone", "danish kroner"), Currency("PLN", 2, "", "zloty", "polish zloty"),
        Currency("CZK", 2, "", "koruna", "czech koruna", "czech crowns"), Currency("HUF", 2, "", "forint", "forints"),
        Currency("MXN", 2, "", "mexican peso", "mexican pesos"), Currency("BRL", 2, "", "real", "reais", "brazilian real"),
        Currency("ZAR", 2, "", "rand", "south african rand"), Currency("TRY", 2, "", "lira", "turkish lira"),
        Currency("SGD", 2, "", "singapore dollar", "singapore dollars"), Currency("HKD", 2, "", "hong kong dollar", "hong kong dollars"),
        Currency("KWD", 3, "", "kuwaiti dinar"), Currency("BHD", 3, "", "bahraini dinar"), Currency("ISK", 0, "", "icelandic krona"),
        Currency("VND", 0, "", "dong"), Currency("CLP", 0, "", "chilean peso", "chilean pesos"),
    ]

    /// By its code, its name or its sign; three letters of no known one are taken with two places.
    static func named(_ text: String) -> Currency? {
        let wanted = Arguments.trimmed(text)
        let lowered = wanted.lowercased()
        let found = known.first { $0.code == wanted.uppercased() || (!$0.sign.isEmpty && $0.sign == wanted) || $0.names.contains(lowered) }
        if let found { return found }
        guard wanted.utf8.count == 3, wanted.utf8.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }) else { return nil }
        return Currency(wanted.uppercased(), 2, "")
    }

    /// "12.50", with every place.
    func digits(_ amount: BigRational) -> String {
        let text = amount.rounded(places: places).decimal(places: places) ?? "0"
        guard places > 0 else { return text }
        let parts = text.split(separator: ".", maxSplits: 1)
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        return "\(parts[0])." + fraction + String(repeating: "0", count: places - fraction.count)
    }

    /// "$12.50", "-$3", "12.50 CHF".
    func spoken(_ amount: BigRational) -> String {
        let rounded = amount.rounded(places: places)
        let text = rounded.isWhole ? rounded.decimal(places: 0) ?? "0" : digits(rounded)
        guard !sign.isEmpty else { return "\(text) \(code)" }
        return text.hasPrefix("-") ? "-\(sign)\(text.dropFirst())" : sign + text
    }
}
