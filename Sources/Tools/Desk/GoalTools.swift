internal import Storage
internal import Wire

/// Goals a person works on, and how they are going.
enum GoalTools {
    static func all(_ desk: Desk) -> [any AssistantTool] {
        [
            DeskTool(definition: GoalDefinitions.add, desk: desk, body: add),
            DeskTool(definition: GoalDefinitions.list, desk: desk, body: list),
            DeskTool(definition: GoalDefinitions.checkIn, desk: desk, body: checkIn),
            DeskTool(definition: GoalDefinitions.complete, desk: desk, body: complete),
            DeskTool(definition: GoalDefinitions.remove, desk: desk, body: remove),
        ]
    }

    private static let most = 200
    private static let mostCheckIns = 5_000

    private static func add(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let title = try arguments.required("title")
        let byDay = try arguments.day("by")
        if let byDay, byDay < call.now.day { throw .invalidArguments(["by: that day has passed, it is \(call.now.isoDate) now"]) }
        try call.makeRoom(in: "goals", most: most, "goals")
        let found = try call.query(
            "INSERT INTO goals (account, person, title, why, by_day, rhythm, made) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
            call.owner + [
                .text(title), .optional(arguments.text("why")), .optional(byDay), .text(arguments.text("check_in") ?? "weekly"),
                .integer(call.now.value),
            ]
        ) { row throws(StorageError) in try row.integer(0) }
        guard let id = found.first else { throw .failed("The goal could not be kept.") }
        let goal = try goal(id, call)
        let by = byDay.map { ", by \(day($0, call))" } ?? ""
        let question = goal.why == nil ? "Why does it matter to you?" : "What is the first small step?"
        return ToolOutput(
            goal.value(call.now).merging(["undo": Undo.call(GoalDefinitions.remove, ["id": .integer(id)])]),
            speech: "Your goal is kept: \(goal.title)\(by). \(question)")
    }

    private static func list(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let goals = try goals(call).filter { $0.completed == nil || arguments.flag("include_completed") == true }
        let waiting = goals.filter { $0.isDue(call.now) }
        let value: JSONValue = [
            "goals": .array(goals.map { $0.value(call.now) }), "count": .integer(goals.count),
            "due_for_check_in": .array(waiting.map { .string($0.title) }),
        ]
        guard !goals.isEmpty else { return ToolOutput(value, speech: "You have no goals yet.") }
        let told = goals.map { goal in
            goal.title + (goal.completed != nil ? ", reached" : goal.progress.map { ", at \($0) percent" } ?? "")
        }
        let question = waiting.first.map { " How is it going with this one: \($0.title)?" } ?? ""
        return ToolOutput(
            value, speech: "You have \(Spoken.count(goals.count, "goal")): \(Spoken.enumeration(told)).\(question)")
    }

    private static func checkIn(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let note = arguments.text("note")
        let progress = arguments.integer("progress")
        guard note != nil || progress != nil else { throw .invalidArguments(["note: give note or progress"]) }
        let goal = try chosen(arguments, call)
        guard goal.checkIns < mostCheckIns else { throw .failed("There are \(mostCheckIns) check-ins for this goal; set a new one.") }
        try call.run(
            "INSERT INTO check_ins (goal, at, note, progress) VALUES (?, ?, ?, ?)",
            [.integer(goal.id), .integer(call.now.value), .optional(note), .optional(progress)])
        let now = try Self.goal(goal.id, call)
        let before = goal.progress.flatMap { old in progress.map { $0 - old } }
        let change =
            switch before {
            case .some(1...): " That is \(before ?? 0) points more than last time."
            case .some(0): " That is where it was last time."
            default: ""
            }
        let done = progress == 100 ? " Is it reached?" : " What is the next step?"
        let at = progress.map { " at \($0) percent" } ?? ""
        return ToolOutput(
            now.value(call.now),
            speech: "Kept, \(goal.title)\(at). This is \(Spoken.count(now.checkIns, "check-in")) so far.\(change)\(done)")
    }

    private static func complete(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let isDone = arguments.flag("done") ?? true
        let goal = try chosen(arguments, call, isCompleted: !isDone)
        try call.run(
            "UPDATE goals SET completed = ? WHERE account = ? AND person = ? AND id = ?",
            [isDone ? .integer(call.now.value) : .null] + call.owner + [.integer(goal.id)])
        let undo = Undo.call(GoalDefinitions.complete, ["id": .integer(goal.id), "done": .bool(!isDone)])
        let value = try Self.goal(goal.id, call).value(call.now).merging(["undo": undo])
        return ToolOutput(
            value,
            speech: isDone
                ? "Well done! \(Spoken.sentence(Spoken.capitalised(goal.title)).dropLast()): reached."
                : "Your goal is open again: \(Spoken.sentence(goal.title))")
    }

    private static func remove(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let goal = try chosen(arguments, call, isCompleted: nil)
        try call.run("DELETE FROM goals WHERE account = ? AND person = ? AND id = ?", call.owner + [.integer(goal.id)])
        return ToolOutput(["removed": goal.value(call.now)], speech: "The goal is gone: \(Spoken.sentence(goal.title))")
    }

    // MARK: Which one

    private static func goals(_ call: DeskCall) throws(ToolFailure) -> [Goal] {
        try call.query(Goal.query + " WHERE account = ? AND person = ? ORDER BY completed IS NOT NULL, goals.id", call.owner) {
            row throws(StorageError) in try Goal(row)
        }
    }

    private static func goal(_ id: Int, _ call: DeskCall) throws(ToolFailure) -> Goal {
        let found = try call.query(Goal.query + " WHERE account = ? AND person = ? AND goals.id = ?", call.owner + [.integer(id)]) {
            row throws(StorageError) in try Goal(row)
        }
        guard let goal = found.first else { throw .failed("There is no goal with the id \(id).") }
        return goal
    }

    /// - Parameter isCompleted: whether only goals reached, or only open ones, are meant by their words; `nil` for any.
    private static func chosen(_ arguments: Arguments, _ call: DeskCall, isCompleted: Bool? = false) throws(ToolFailure) -> Goal {
        if let id = arguments.integer("id") { return try goal(id, call) }
        let fitting = try goals(call).filter { isCompleted == nil || ($0.completed != nil) == isCompleted }
        guard let words = arguments.text("goal") else {
            guard let only = fitting.first else { throw .failed("You have no goals like that.") }
            guard fitting.count == 1 else {
                throw .failed("You have \(fitting.count) goals: \(Spoken.enumeration(fitting.map(\.title), most: 4)). Which one?")
            }
            return only
        }
        return try Matching.only(fitting, words, "goal", \.title)
    }

    private static func day(_ day: Int, _ call: DeskCall) -> String {
        let said = WallSecond(day * 86_400).spokenDay(from: call.now)
        return said.hasPrefix("on ") ? String(said.dropFirst(3)) : said
    }
}
