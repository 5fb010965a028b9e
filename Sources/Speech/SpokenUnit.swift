/// Short units of measure after a number.
enum SpokenUnit {
    /// The unit's name for one or for several; `nil` where `core` is no short unit.
    static func say(_ core: ArraySlice<UInt8>, isOne: Bool) -> String? {
        guard (1...5).contains(core.count) else { return nil }
        if let first = core.first, first == SpokenCleaner.degree {
            let degrees = isOne ? "degree" : "degrees"
            switch String(decoding: core.dropFirst(), as: UTF8.self) {
            case "": return degrees
            case "C", "c": return degrees + " Celsius"
            case "F", "f": return degrees + " Fahrenheit"
            default: return nil
            }
        }
        guard let (one, many) = names[String(decoding: core, as: UTF8.self)] else { return nil }
        return isOne ? one : many
    }

    /// "km" in "5-km".
    static func inCompound(_ core: ArraySlice<UInt8>) -> String? {
        core.count >= 2 ? say(core, isOne: true) : nil
    }

    private static let names: [String: (String, String)] = {
        var table: [String: (String, String)] = [
            "%": ("percent", "percent"), "mph": ("mile per hour", "miles per hour"), "km/h": ("kilometer per hour", "kilometers per hour"),
            "kph": ("kilometer per hour", "kilometers per hour"), "m/s": ("meter per second", "meters per second"),
            "kHz": ("kilohertz", "kilohertz"),
            "Hz": ("hertz", "hertz"), "MHz": ("megahertz", "megahertz"), "GHz": ("gigahertz", "gigahertz"), "ft": ("foot", "feet"),
            "lb": ("pound", "pounds"),
            "lbs": ("pound", "pounds"), "fps": ("frame per second", "frames per second"), "k": ("thousand", "thousand"),
            "bn": ("billion", "billion"),
            "Mbps": ("megabit per second", "megabits per second"), "kbps": ("kilobit per second", "kilobits per second"),
            "Gbps": ("gigabit per second", "gigabits per second"), "rpm": ("revolution per minute", "revolutions per minute"),
            "sqm": ("square meter", "square meters"), "kcal": ("kilocalorie", "kilocalories"),
        ]
        let regular: [(String, String)] = [
            ("km", "kilometer"), ("m", "meter"), ("cm", "centimeter"), ("mm", "millimeter"), ("um", "micrometer"), ("nm", "nanometer"),
            ("kg", "kilogram"), ("g", "gram"),
            ("mg", "milligram"), ("l", "liter"), ("L", "liter"), ("ml", "milliliter"), ("mL", "milliliter"), ("cl", "centiliter"),
            ("dl", "deciliter"), ("s", "second"),
            ("sec", "second"), ("secs", "second"), ("ms", "millisecond"), ("us", "microsecond"), ("ns", "nanosecond"), ("min", "minute"),
            ("mins", "minute"), ("h", "hour"),
            ("hr", "hour"), ("hrs", "hour"), ("W", "watt"), ("kW", "kilowatt"), ("MW", "megawatt"), ("kWh", "kilowatt hour"), ("V", "volt"),
            ("mV", "millivolt"), ("mA", "milliamp"),
            ("oz", "ounce"), ("mi", "mile"), ("yd", "yard"), ("dB", "decibel"), ("B", "byte"), ("kB", "kilobyte"), ("KB", "kilobyte"),
            ("MB", "megabyte"), ("GB", "gigabyte"),
            ("TB", "terabyte"), ("J", "joule"), ("kJ", "kilojoule"), ("N", "newton"), ("Pa", "pascal"), ("hPa", "hectopascal"),
            ("px", "pixel"), ("ha", "hectare"),
        ]
        for (short, name) in regular { table[short] = (name, name + "s") }
        return table
    }()
}
