/// A reminder or an alarm whose time has come.
package struct DueNotice: Sendable, Equatable {
    package let item: DueItem
    /// How often its time came since it was announced last; more than once only for one that comes back.
    package let occurrences: Int
    /// Whether nobody was there to be told in time.
    package let isMissed: Bool
    /// What to say.
    package let speech: String

    /// A driver asks every second; two minutes late means that none did.
    private static let lateSeconds = 120

    init(_ item: DueItem, now: WallSecond) {
        self.item = item
        occurrences = item.occurrences(upTo: now)
        isMissed = now.value - item.due.value > Self.lateSeconds
        speech = Self.speech(item, occurrences, isMissed, now)
    }

    private static func speech(_ item: DueItem, _ occurrences: Int, _ isMissed: Bool, _ now: WallSecond) -> String {
        let times = occurrences > 1 ? ", \(occurrences) times in all" : ""
        let when = "\(item.due.spoken(from: now))\(times)"
        switch (item.kind, isMissed) {
        case (.reminder, false): return "Reminder: \(Spoken.sentence(item.text))"
        case (.reminder, true): return "While you were away you had a reminder, \(when): \(Spoken.sentence(item.text))"
        case (.alarm, false):
            return item.text.isEmpty ? "It is \(now.spokenTime). This is your alarm." : "Alarm: \(Spoken.sentence(item.text))"
        case (.alarm, true):
            return "While you were away \(item.text.isEmpty ? "an alarm" : "the alarm \(item.text)") went off \(when)."
        }
    }
}
