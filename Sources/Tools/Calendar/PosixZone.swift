/// The rule by which a zone goes on after its last written change, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct PosixZone {
    private struct Change {
        let month: Int
        let week: Int
        let weekday: Int
        /// Seconds of the local day.
        let time: Int

        /// Local seconds since 1970 as if they were UTC.
        func local(_ year: Int) -> Int? {
            guard let first = CivilDay(year: year, month: month, day: 1) else { return nil }
            var day = 1 + (weekday - first.weekday + 7) % 7 + (week - 1) * 7
            if day > CivilDay.days(inMonth: month, of: year) { day -= 7 }
            return (first.number + day - 1) * 86_400 + time
        }
    }

    private let standard: Int
    private var summer: Int?
    private var begins: Change?
    private var ends: Change?

    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard var rest = parts.first, Self.name(&rest), let west = Self.time(&rest) else { return nil }
        standard = -west
        guard !rest.isEmpty else { return }
        guard Self.name(&rest), parts.count == 3, let begins = Self.change(parts[1]), let ends = Self.change(parts[2]) else { return nil }
        summer = rest.isEmpty ? standard + 3_600 : Self.time(&rest).map { -$0 }
        (self.begins, self.ends) = (begins, ends)
    }

    func offset(at instant: Int) -> Int {
        guard let summer, let begins, let ends, let year = CivilDay(number: (instant + standard).flooredDivided(by: 86_400))?.year,
            let first = begins.local(year), let last = ends.local(year)
        else { return standard }
        let (start, stop) = (first - standard, last - summer)
        let isSummer = start < stop ? (start..<stop).contains(instant) : !(stop..<start).contains(instant)
        return isSummer ? summer : standard
    }

    private static func name(_ text: inout Substring) -> Bool {
        if text.first == "<", let end = text.firstIndex(of: ">") {
            text = text[text.index(after: end)...]
            return true
        }
        let name = text.prefix { $0.isLetter }
        text = text.dropFirst(name.count)
        return name.count >= 3
    }

    /// Hours, minutes and seconds, in seconds.
    private static func time(_ text: inout Substring) -> Int? {
        let isNegative = text.first == "-"
        if isNegative || text.first == "+" { text.removeFirst() }
        let digits = text.prefix { $0.isNumber || $0 == ":" }
        text = text.dropFirst(digits.count)
        let numbers = digits.split(separator: ":").compactMap { Int($0) }
        guard (1...3).contains(numbers.count), numbers.allSatisfy({ $0 < 200 }) else { return nil }
        let seconds = numbers.enumerated().reduce(0) { $0 + $1.element * [3_600, 60, 1][$1.offset] }
        return isNegative ? -seconds : seconds
    }

    /// `M3.5.0/2`; the rarer forms by the year's day are not read.
    private static func change(_ text: Substring) -> Change? {
        let halves = text.split(separator: "/", maxSplits: 1)
        guard let day = halves.first, day.hasPrefix("M") else { return nil }
        let numbers = day.dropFirst().split(separator: ".").compactMap { Int($0) }
        guard numbers.count == 3, (1...12).contains(numbers[0]), (1...5).contains(numbers[1]), (0...6).contains(numbers[2]) else {
            return nil
        }
        var time: Int? = 7_200
        if halves.count == 2 {
            var rest = halves[1]
            time = Self.time(&rest)
        }
        return time.map { Change(month: numbers[0], week: numbers[1], weekday: numbers[2], time: $0) }
    }
}

extension Int {
    /// Towards minus infinity.
    func flooredDivided(by divisor: Int) -> Int { self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor) }
}
