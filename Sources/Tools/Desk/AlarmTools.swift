internal import Wire

/// Alarms: set, listed, cancelled.
enum AlarmTools {
    static func all(_ desk: Desk) -> [any AssistantTool] {
        [
            DeskTool(definition: DueDefinitions.setAlarm, desk: desk, body: set),
            DeskTool(definition: DueDefinitions.listAlarms, desk: desk, body: list),
            DeskTool(definition: DueDefinitions.cancelAlarm, desk: desk, body: cancel),
        ]
    }

    private static func set(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let item = try call.add(.alarm, arguments.text("label") ?? "", try DueTime(arguments, now: call.now))
        let undo = Undo.call(DueDefinitions.cancelAlarm, ["id": .integer(item.id)])
        return ToolOutput(item.value.merging(["undo": undo]), speech: "Your alarm\(named(item)) is set for \(said(item, call)).")
    }

    private static func list(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let items = try call.openDues(.alarm)
        let told = items.map { "\(said($0, call))\(named($0))" }
        let speech =
            switch items.count {
            case 0: "No alarm is set."
            case 1: "One alarm is set, \(told[0])."
            default: "\(items.count) alarms are set: \(Spoken.list(told, most: 5))."
            }
        return ToolOutput(["alarms": .array(items.map(\.value)), "count": .integer(items.count)], speech: speech)
    }

    private static func cancel(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let items = try call.openDues(.alarm)
        guard !items.isEmpty else { throw .failed("No alarm is set.") }
        let chosen = try chosen(items, arguments, call)
        for item in chosen { try call.removeDue(item.id) }
        var value: JSONValue = ["cancelled": .array(chosen.map(\.value))]
        guard chosen.count == 1, let item = chosen.first else {
            return ToolOutput(value, speech: "All \(chosen.count) alarms are cancelled.")
        }
        if var timing = item.timing(call.now) {
            if !item.text.isEmpty { timing["label"] = .string(item.text) }
            value = value.merging(["undo": Undo.call(DueDefinitions.setAlarm, timing)])
        }
        return ToolOutput(value, speech: "Your alarm\(named(item)) for \(said(item, call)) is cancelled.")
    }

    private static func chosen(_ items: [DueItem], _ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> [DueItem] {
        if arguments.flag("all") == true { return items }
        var fitting = items
        if let id = arguments.integer("id") { fitting = fitting.filter { $0.id == id } }
        if let at = arguments.text("at") {
            guard let written = WallSecond.read(at) else {
                throw .invalidArguments(["at: expected a local time such as 07:00 or 2026-11-22T07:00"])
            }
            fitting = fitting.filter { item in
                switch written {
                case .moment(let moment): item.due == moment
                case .date(let day): item.due.day == day
                case .time(let second): item.due.secondOfDay == second
                }
            }
        }
        if let label = arguments.text("label") { fitting = Matching.best(fitting, label, \.text) }
        guard !fitting.isEmpty else { throw .failed("No alarm like that is set.") }
        guard fitting.count == 1 else {
            let told = fitting.map { "\(said($0, call))\(named($0))" }
            throw .failed("\(fitting.count) alarms fit: \(Spoken.list(told, most: 4)). Which one?")
        }
        return fitting
    }

    private static func named(_ item: DueItem) -> String { item.text.isEmpty ? "" : " called \(item.text)" }

    /// "7 AM tomorrow", "7 AM every weekday".
    private static func said(_ item: DueItem, _ call: DeskCall) -> String {
        "\(item.due.spokenTime) \(item.repetition?.spoken ?? item.due.spokenDay(from: call.now))"
    }
}
