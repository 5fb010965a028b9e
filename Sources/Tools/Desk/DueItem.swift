internal import Storage
internal import Wire

/// A reminder or an alarm.
package struct DueItem: Sendable, Equatable {
    package enum Kind: String, Sendable { case reminder, alarm }

    package let id: Int
    package let kind: Kind
    /// What to be reminded of; of an alarm its label, which may be empty.
    package let text: String
    /// When it is due next, or was due.
    package let due: WallSecond
    /// When it was due first: the time of day it comes back at.
    let first: WallSecond
    package let repetition: Repetition?
    /// When it was announced, for one that does not come back.
    let announced: WallSecond?

    static let columns = "id, kind, text, due, first, repetition, announced"

    init(_ row: borrowing Row) throws(StorageError) {
        id = try row.integer(0)
        kind = Kind(rawValue: try row.text(1)) ?? .reminder
        text = try row.text(2)
        due = WallSecond(try row.integer(3))
        first = WallSecond(try row.integer(4))
        repetition = try row.optionalText(5).flatMap(Repetition.init(kept:))
        announced = try row.optionalInteger(6).map(WallSecond.init(_:))
    }

    /// How often its time came from `due` up to `now`.
    func occurrences(upTo now: WallSecond) -> Int {
        guard due <= now else { return 0 }
        guard let repetition else { return 1 }
        var count = 1
        var next = repetition.next(after: due, like: first)
        // More than some hundred are told as many.
        while next <= now, count < 400 {
            count += 1
            next = repetition.next(after: next, like: first)
        }
        return count
    }

    var value: JSONValue {
        var value: JSONValue = ["id": .integer(id), "at": .string(due.iso)]
        if kind == .reminder { value = value.merging(["text": .string(text)]) }
        if kind == .alarm, !text.isEmpty { value = value.merging(["label": .string(text)]) }
        if let repetition { value = value.merging(["repeats": .string(repetition.spoken)]) }
        return value
    }

    /// The arguments that make it again, apart from its text; `nil` where its time has passed for good.
    func timing(_ now: WallSecond) -> [String: JSONValue]? {
        guard due > now || repetition != nil else { return nil }
        // A monthly one on the 31st may be due on the 30th now.
        let at = if case .monthly = repetition { first } else { due }
        var arguments: [String: JSONValue] = ["at": .string(at.iso)]
        switch repetition {
        case nil: break
        case .daily: arguments["repeat"] = "daily"
        case .weekdays: arguments["repeat"] = "weekdays"
        case .monthly: arguments["repeat"] = "monthly"
        case .weekly(let days):
            arguments["repeat"] = "weekly"
            arguments["on"] = .array(days.sorted().map { .string(Repetition.dayNames[$0]) })
        }
        return arguments
    }

    /// "tomorrow at 9 AM", "every day at 9 AM".
    func spokenTime(_ now: WallSecond) -> String {
        repetition.map { "\($0.spoken) at \(due.spokenTime)" } ?? due.spoken(from: now)
    }
}
