internal import Wire

/// What the tools for reminders and alarms are called and take.
enum DueDefinitions {
    static let addReminder = ToolDefinition(
        name: "reminder.add",
        summary: "Reminds the person of something at a time, once or again and again. Needs text, and at or in_seconds.",
        parameters: ArgumentSchema.object(
            [
                "text": ArgumentSchema.text("What to be reminded of, such as \"call the dentist\".", maximum: 500),
                "at": ArgumentSchema.time, "in_seconds": ArgumentSchema.seconds, "repeat": ArgumentSchema.repetition,
                "on": ArgumentSchema.weekdays,
            ], required: ["text"]),
        risk: .write, isIdempotent: false,
        examples: ["remind me to call the dentist tomorrow at nine", "remind me every monday to put the bins out"])

    static let listReminders = ToolDefinition(
        name: "reminder.list", summary: "Lists the reminders that are still to come, the next one first.",
        parameters: ArgumentSchema.object([
            "until": ArgumentSchema.text("Only those up to this local date or date and time.", maximum: 30),
            "query": ArgumentSchema.text("Only those with these words."),
        ]),
        examples: ["what are my reminders", "what do I have to remember this week"])

    static let dueReminders = ToolDefinition(
        name: "reminder.due", summary: "Says what is due: reminders whose time came in the last day, and those still to come today.",
        parameters: ArgumentSchema.object([
            "until": ArgumentSchema.text("Up to this local date or date and time instead of the end of today.", maximum: 30)
        ]),
        examples: ["what is due today", "did I miss a reminder"])

    static let removeReminder = ToolDefinition(
        name: "reminder.remove", summary: "Removes one reminder, by id or by its words. One that comes back is removed for good.",
        parameters: ArgumentSchema.object([
            "id": ArgumentSchema.identifier, "text": ArgumentSchema.text("Words of the reminder, instead of id.", maximum: 500),
        ]),
        risk: .write, isIdempotent: false,
        examples: ["forget the reminder about the dentist", "I have done that, remove the reminder"])

    static let setAlarm = ToolDefinition(
        name: "alarm.set", summary: "Sets an alarm at a time, once or again and again. Needs at or in_seconds.",
        parameters: ArgumentSchema.object([
            "at": ArgumentSchema.time, "in_seconds": ArgumentSchema.seconds,
            "label": ArgumentSchema.text("What it is called, such as \"wake up\"."), "repeat": ArgumentSchema.repetition,
            "on": ArgumentSchema.weekdays,
        ]),
        risk: .write, isIdempotent: false, examples: ["wake me at seven", "set an alarm for half past six on weekdays"])

    static let listAlarms = ToolDefinition(
        name: "alarm.list", summary: "Lists the alarms that are set, the next one first.", parameters: ArgumentSchema.object([:]),
        examples: ["which alarms are set", "when is my alarm"])

    static let cancelAlarm = ToolDefinition(
        name: "alarm.cancel", summary: "Cancels an alarm by id, by its time or by its label; without any, the only one there is.",
        parameters: ArgumentSchema.object([
            "id": ArgumentSchema.identifier,
            "at": ArgumentSchema.text("Its time, such as 07:00 or 2026-11-22T07:00.", maximum: 30),
            "label": ArgumentSchema.text("Its label."),
            "all": ArgumentSchema.flag("true cancels every alarm."),
        ]),
        risk: .write, isIdempotent: false, examples: ["cancel my alarm", "turn off the seven o'clock alarm"])
}
