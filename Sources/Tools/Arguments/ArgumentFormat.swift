/// The formats of a string that are checked.
enum ArgumentFormat: String {
    case date
    case time
    case dateTime = "date-time"
    case email
    case uri

    var wanted: String {
        switch self {
        case .date: "a date such as \"2026-11-21\""
        case .time: "a time such as \"14:30:00\""
        case .dateTime: "a date and time such as \"2026-11-21T14:30:00Z\""
        case .email: "an e-mail address"
        case .uri: "an address such as \"https://example.org/\""
        }
    }

    func takes(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ $0 > 0x20 || self == .dateTime && $0 == 0x20 }) else { return false }
        switch self {
        case .date: return Self.isDate(text[...])
        case .time: return Self.isTime(text[...])
        case .dateTime:
            guard let gap = text.firstIndex(where: { "Tt ".contains($0) }) else { return false }
            return Self.isDate(text[..<gap]) && Self.isTime(text[text.index(after: gap)...])
        case .email:
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
        case .uri:
            guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else { return false }
            let scheme = text[..<colon]
            return scheme.first?.isLetter == true && scheme.utf8.allSatisfy { $0 < 0x80 && ($0 > 0x2A) }
                && text.index(after: colon) < text.endIndex
        }
    }

    private static func isDate(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [4, 2, 2], let year = number(parts[0]), let month = number(parts[1]),
            let day = number(parts[2])
        else { return false }
        return CivilDay(year: year, month: month, day: day) != nil
    }

    /// Hours and minutes; seconds, their fraction and the zone may be left out.
    private static func isTime(_ text: Substring) -> Bool {
        var clock = text
        if let last = clock.last, last == "Z" || last == "z" {
            clock.removeLast()
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let zone = clock[clock.index(after: sign)...].split(separator: ":", omittingEmptySubsequences: false)
            guard zone.count == 2, zone.map(\.count) == [2, 2], let hours = number(zone[0]), let minutes = number(zone[1]), hours < 24,
                minutes < 60
            else { return false }
            clock = clock[..<sign]
        }
        if let point = clock.firstIndex(of: ".") {
            let fraction = clock[clock.index(after: point)...]
            guard !fraction.isEmpty, number(fraction) != nil else { return false }
            clock = clock[..<point]
        }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 }) else { return false }
        let numbers = parts.compactMap(number)
        return numbers.count == parts.count && numbers[0] < 24 && numbers[1] < 60 && (numbers.count == 2 || numbers[2] <= 60)
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text.prefix(18)) : nil
    }
}
