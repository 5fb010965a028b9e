/// A part of a phrase that the person fills in.
enum Slot: String {
    case number, duration, day, year, calculation
    /// One to three words that can be a person's name.
    case name
    /// One to twelve words of any kind.
    case words

    /// Whether all of `words` are one of these.
    func accepts(_ words: ArraySlice<String>) -> Bool {
        guard lengths.contains(words.count) else { return false }
        return switch self {
        case .number: NumberParser.whole(words) != nil
        case .duration: DurationParser.whole(words) != nil
        case .day: CalendarDate(year: 2024, month: 1, day: 1).flatMap { DayParser.read(words, today: $0) } != nil
        case .year: DayParser.year(words) != nil
        case .calculation: CalculationParser.parse(words) != nil
        case .name: PersonalName.isPlausible(words)
        case .words: true
        }
    }

    /// How many words it may take.
    var lengths: ClosedRange<Int> {
        switch self {
        case .calculation: 2...60
        case .duration: 1...16
        case .name: 1...3
        case .number, .words: 1...12
        case .day: 1...10
        case .year: 1...6
        }
    }

    /// How much a filled slot says about the meaning, in literal words.
    var weight: Int { self == .words ? 0 : 1 }
}
