/// A part of a phrase that the person fills in.
enum Slot: String {
    case number, duration, day, calculation
    /// One to three words that can be a person's name.
    case name
    /// One to twelve words of any kind.
    case words

    /// Whether all of `words` are one of these.
    func accepts(_ words: ArraySlice<String>) -> Bool {
        switch self {
        case .number: words.count <= 12 && NumberParser.whole(words) != nil
        case .duration: DurationParser.whole(words) != nil
        case .day: CalendarDate(year: 2024, month: 1, day: 1).flatMap { DayParser.read(words, today: $0) } != nil
        case .calculation: words.count <= 60 && CalculationParser.parse(words) != nil
        case .name: PersonalName.isPlausible(words)
        case .words: (1...12).contains(words.count)
        }
    }

    /// How much a filled slot says about the meaning, in literal words.
    var weight: Int { self == .words ? 0 : 1 }
}
