internal import Wire

/// Units and currencies as people say them.
enum UnitWords {
    /// The unit's name for tools, such as "kilometer", and how many words it took.
    static func unit(_ words: ArraySlice<String>) -> String? {
        let joined = words.joined(separator: " ")
        if let found = units[joined] { return found }
        // "kilometers per hour": a name in two halves.
        if let per = words.firstIndex(where: { $0 == "per" || $0 == "an" || $0 == "over" }), per > words.startIndex,
            let above = units[words[..<per].joined(separator: " ")], let below = units[words[(per + 1)...].joined(separator: " ")]
        {
            return "\(above)/\(below)"
        }
        return nil
    }

    /// The code of a currency, such as "USD".
    static func currency(_ words: ArraySlice<String>) -> (code: String, scale: Int)? {
        let joined = words.joined(separator: " ")
        return currencies[joined].map { ($0, 1) } ?? hundredths[joined].map { ($0, 100) }
    }

    /// How an amount of money is said, such as "20 dollars".
    static func said(_ code: String, isOne: Bool) -> String {
        let names = [
            "USD": ("dollar", "dollars"), "EUR": ("euro", "euros"), "GBP": ("pound", "pounds"), "CHF": ("Swiss franc", "Swiss francs"),
            "JPY": ("yen", "yen"), "INR": ("rupee", "rupees"), "CNY": ("yuan", "yuan"),
        ]
        guard let name = names[code] else { return code }
        return isOne ? name.0 : name.1
    }

    private static let units: [String: String] = {
        var table: [String: String] = [:]
        for line in names.split(separator: "\n") {
            let forms = line.split(separator: ",").map { $0.trimmed }
            guard let name = forms.first else { continue }
            for form in forms {
                table[form] = name
                table[form + "s"] = table[form + "s"] ?? name
            }
        }
        return table
    }()

    /// A line for each unit: its name, then other ways to say it. Plurals in "s" need no mention.
    private static let names = """
        meter, metre, m
        kilometer, kilometre, km, klick, k m
        centimeter, centimetre, cm
        millimeter, millimetre, mm
        mile
        yard
        foot, feet, ft
        inch, inches
        nautical mile
        light year
        gram, gramme, g
        kilogram, kilogramme, kilo, kg
        milligram, mg
        pound, lb
        ounce, oz
        stone
        tonne, metric ton
        ton
        liter, litre, l
        milliliter, millilitre, ml
        centiliter, centilitre
        gallon
        quart
        pint
        cup
        fluid ounce
        tablespoon
        teaspoon
        celsius, degrees celsius, degree celsius, centigrade, degrees centigrade, degrees c
        fahrenheit, degrees fahrenheit, degree fahrenheit, degrees f
        kelvin
        second, sec
        minute, min
        hour, hr
        day
        week
        month
        year
        square meter, square metre
        square kilometer, square kilometre
        square foot, square feet
        square mile
        acre
        hectare
        cubic meter, cubic metre
        mile per hour, miles per hour, mph
        kilometer per hour, kilometers per hour, kilometres per hour, kph
        meter per second, meters per second
        knot
        bit
        byte
        kilobyte, kb
        megabyte, mb
        gigabyte, gb
        terabyte, tb
        joule
        kilojoule
        calorie
        kilocalorie
        watt
        kilowatt
        kilowatt hour
        horsepower
        pascal
        bar
        psi
        degree
        radian
        """

    private static let currencies: [String: String] = [
        "dollar": "USD", "dollars": "USD", "us dollars": "USD", "us dollar": "USD", "usd": "USD", "bucks": "USD", "buck": "USD",
        "euro": "EUR", "euros": "EUR", "eur": "EUR", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "gbp": "GBP", "pounds sterling": "GBP",
        "franc": "CHF", "francs": "CHF", "swiss francs": "CHF", "swiss franc": "CHF", "chf": "CHF", "yen": "JPY", "jpy": "JPY",
        "rupee": "INR", "rupees": "INR", "inr": "INR", "yuan": "CNY", "renminbi": "CNY", "cny": "CNY", "canadian dollars": "CAD",
        "canadian dollar": "CAD", "cad": "CAD", "australian dollars": "AUD", "australian dollar": "AUD", "aud": "AUD", "krona": "SEK",
        "kronor": "SEK", "sek": "SEK", "zloty": "PLN", "pln": "PLN",
    ]
    private static let hundredths: [String: String] = ["cent": "USD", "cents": "USD", "penny": "GBP", "pence": "GBP", "pennies": "GBP"]
}
