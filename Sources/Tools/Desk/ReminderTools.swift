internal import Wire

/// Reminders: kept, listed, removed.
enum ReminderTools {
    static func all(_ desk: Desk) -> [any AssistantTool] {
        [
            DeskTool(definition: DueDefinitions.addReminder, desk: desk, body: add),
            DeskTool(definition: DueDefinitions.listReminders, desk: desk, body: list),
            DeskTool(definition: DueDefinitions.dueReminders, desk: desk, body: due),
            DeskTool(definition: DueDefinitions.removeReminder, desk: desk, body: remove),
        ]
    }

    private static func add(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let text = try arguments.required("text")
        let item = try call.add(.reminder, text, try DueTime(arguments, now: call.now))
        let undo = Undo.call(DueDefinitions.removeReminder, ["id": .integer(item.id)])
        let begin = item.repetition == nil ? "" : ", first \(item.due.spokenDay(from: call.now))"
        return ToolOutput(
            item.value.merging(["undo": undo]), speech: "I will remind you \(item.spokenTime(call.now))\(begin): \(Spoken.sentence(text))")
    }

    private static func list(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        var items = try call.openDues(.reminder)
        if let until = try arguments.until("until") { items = items.filter { $0.due <= until } }
        if let query = arguments.text("query") { items = Matching.best(items, query, \.text) }
        let told = items.map { "\($0.text), \($0.spokenTime(call.now))" }
        let speech =
            told.isEmpty
            ? "You have no reminders\(arguments.text("until") == nil && arguments.text("query") == nil ? "" : " like that")."
            : "You have \(Spoken.count(items.count, "reminder")): \(Spoken.enumeration(told))."
        return ToolOutput(["reminders": .array(items.map(\.value)), "count": .integer(items.count)], speech: speech)
    }

    private static func due(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let until = try arguments.until("until") ?? WallSecond(call.now.day * 86_400 + 86_399)
        let past = try call.announcedReminders(since: call.now.adding(days: -1))
        let items = past + (try call.openDues(.reminder).filter { $0.due <= until })
        let values = items.map { $0.value.merging(["overdue": .bool($0.due <= call.now)]) }
        let (overdue, coming) = (items.filter { $0.due <= call.now }, items.filter { $0.due > call.now })
        var sentences: [String] = []
        if !overdue.isEmpty { sentences.append("Due already: \(Spoken.enumeration(overdue.map { told($0, call) })).") }
        if !coming.isEmpty { sentences.append("Still to come: \(Spoken.enumeration(coming.map { told($0, call) })).") }
        let speech = sentences.isEmpty ? "Nothing is due." : sentences.joined(separator: " ")
        return ToolOutput(["reminders": .array(values), "count": .integer(items.count)], speech: speech)
    }

    private static func remove(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let items = try call.openDues(.reminder) + call.announcedReminders(since: call.now.adding(days: -31))
        let item: DueItem
        if let id = arguments.integer("id") {
            guard let found = items.first(where: { $0.id == id }) else { throw .failed("There is no reminder with the id \(id).") }
            item = found
        } else {
            item = try Matching.only(items, try arguments.required("text"), "reminder", \.text)
        }
        try call.removeDue(item.id)
        var value: JSONValue = ["removed": item.value]
        if let timing = item.timing(call.now) {
            value = value.merging(["undo": Undo.call(DueDefinitions.addReminder, timing.merging(["text": .string(item.text)]) { $1 })])
        }
        return ToolOutput(value, speech: "The reminder is gone: \(Spoken.sentence(item.text))")
    }

    private static func told(_ item: DueItem, _ call: DeskCall) -> String { "\(item.text), \(item.due.spoken(from: call.now))" }
}
