internal import Storage
internal import Wire

/// What a person works on.
struct Goal {
    let id: Int
    let title: String
    let why: String?
    /// Days since 1970-01-01.
    let byDay: Int?
    /// How often to ask about it: daily, weekly or none.
    let rhythm: String
    let made: WallSecond
    let completed: WallSecond?
    let checkIns: Int
    let lastAt: WallSecond?
    let lastNote: String?
    /// In percent, where a check-in said so.
    let progress: Int?

    /// Reads goals with the last of their check-ins; a condition follows.
    static let query = """
        SELECT goals.id, title, why, by_day, rhythm, made, completed,
            (SELECT count(*) FROM check_ins WHERE goal = goals.id),
            (SELECT max(at) FROM check_ins WHERE goal = goals.id),
            (SELECT note FROM check_ins WHERE goal = goals.id AND note IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1),
            (SELECT progress FROM check_ins WHERE goal = goals.id AND progress IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1)
        FROM goals
        """

    init(_ row: borrowing Row) throws(StorageError) {
        id = try row.integer(0)
        title = try row.text(1)
        why = try row.optionalText(2)
        byDay = try row.optionalInteger(3)
        rhythm = try row.text(4)
        made = WallSecond(try row.integer(5))
        completed = try row.optionalInteger(6).map(WallSecond.init(_:))
        checkIns = try row.integer(7)
        lastAt = try row.optionalInteger(8).map(WallSecond.init(_:))
        lastNote = try row.optionalText(9)
        progress = try row.optionalInteger(10)
    }

    /// Whether it is time to ask how it goes.
    func isDue(_ now: WallSecond) -> Bool {
        guard completed == nil else { return false }
        let days = now.day - (lastAt ?? made).day
        return rhythm == "daily" ? days >= 1 : rhythm == "weekly" && days >= 7
    }

    func value(_ now: WallSecond) -> JSONValue {
        var value: JSONValue = [
            "id": .integer(id), "title": .string(title), "check_in": .string(rhythm), "check_ins": .integer(checkIns),
            "since": .string(made.isoDate), "completed": .bool(completed != nil), "due_for_check_in": .bool(isDue(now)),
        ]
        if let why { value = value.merging(["why": .string(why)]) }
        if let byDay {
            value = value.merging(["by": .string(WallSecond(byDay * 86_400).isoDate), "days_left": .integer(byDay - now.day)])
        }
        if let lastAt { value = value.merging(["last_check_in": .string(lastAt.isoDate)]) }
        if let lastNote { value = value.merging(["last_note": .string(lastNote)]) }
        if let progress { value = value.merging(["progress": .integer(progress)]) }
        return value
    }
}
