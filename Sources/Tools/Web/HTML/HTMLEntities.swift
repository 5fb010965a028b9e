/// Character references of HTML.
enum HTMLEntities {
    /// Characters 160 to 255 have these names, in order.
    private static let latin = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil \
        sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute \
        Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc \
        atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide \
        oslash ugrave uacute ucirc uuml yacute thorn yuml
        """

    private static let others: [String: UInt32] = [
        "amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39, "AMP": 38, "LT": 60, "GT": 62, "QUOT": 34, "OElig": 338, "oelig": 339,
        "Scaron": 352, "scaron": 353, "Yuml": 376, "fnof": 402, "circ": 710, "tilde": 732, "ensp": 8194, "emsp": 8195, "thinsp": 8201,
        "ndash": 8211, "mdash": 8212, "lsquo": 8216, "rsquo": 8217, "sbquo": 8218, "ldquo": 8220, "rdquo": 8221, "bdquo": 8222,
        "dagger": 8224, "Dagger": 8225, "bull": 8226, "hellip": 8230, "permil": 8240, "prime": 8242, "Prime": 8243, "lsaquo": 8249,
        "rsaquo": 8250, "frasl": 8260, "euro": 8364, "trade": 8482, "larr": 8592, "uarr": 8593, "rarr": 8594, "darr": 8595, "harr": 8596,
        "part": 8706, "prod": 8719, "sum": 8721, "minus": 8722, "radic": 8730, "infin": 8734, "asymp": 8776, "ne": 8800, "le": 8804,
        "ge": 8805, "alpha": 945, "beta": 946, "gamma": 947, "delta": 948, "epsilon": 949, "lambda": 955, "mu": 956, "pi": 960,
        "sigma": 963, "tau": 964, "phi": 966, "omega": 969, "Delta": 916, "Sigma": 931, "Omega": 937, "check": 10003, "star": 9734,
        "hearts": 9829, "num": 35, "excl": 33, "percnt": 37, "lpar": 40, "rpar": 41, "comma": 44, "period": 46, "colon": 58, "semi": 59,
        "quest": 63, "commat": 64, "lsqb": 91, "rsqb": 93, "lbrace": 123, "rbrace": 125, "NewLine": 10, "Tab": 9, "dollar": 36,
    ]

    private static let named: [String: UInt32] = {
        var all = others
        for (index, name) in latin.split(separator: " ").enumerated() { all[String(name)] = UInt32(160 + index) }
        return all
    }()

    /// Those that browsers take without a semicolon.
    private static let bare: Set<String> = ["amp", "lt", "gt", "quot", "nbsp", "copy", "reg"]

    /// What C1 control characters are meant to be, in windows-1252; zero where nothing.
    private static let windows: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019,
        0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    /// The character of one byte of windows-1252, of which Latin-1 is the greater part.
    static func windows(_ byte: UInt8) -> Unicode.Scalar {
        guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(windows[Int(byte) - 0x80]).flatMap { $0.value == 0 ? nil : $0 } ?? "\u{FFFD}"
    }

    /// Reads a reference after its `&`.
    /// - Returns: the character, and how many bytes it takes after the `&`; `nil` where the `&` is only one.
    static func read(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        guard let first = bytes.first else { return nil }
        if first == UInt8(ascii: "#") { return number(bytes) }
        let name = String(decoding: bytes.prefix(12).prefix { isAlphanumeric($0) }, as: UTF8.self)
        let end = bytes.startIndex + name.utf8.count
        let hasSemicolon = end < bytes.endIndex && bytes[end] == UInt8(ascii: ";")
        guard hasSemicolon || bare.contains(name), let value = named[name], let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, name.utf8.count + (hasSemicolon ? 1 : 0))
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        var index = bytes.startIndex + 1
        var radix = UInt32(10)
        if index < bytes.endIndex, bytes[index] | 0x20 == UInt8(ascii: "x") {
            radix = 16
            index += 1
        }
        let start = index
        var value = UInt32(0)
        while index < bytes.endIndex, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue, digit < radix {
            value = min(value * radix + UInt32(digit), 0x110000)
            index += 1
        }
        guard index > start else { return nil }
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: ";") { index += 1 }
        let scalar = (0x80...0x9F).contains(value) ? windows(UInt8(value)) : value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
        return (scalar, index - bytes.startIndex)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
    }
}
