internal import Wire

/// What the coaching tools are called and take.
enum GoalDefinitions {
    private static let goal = ArgumentSchema.text("Words of the goal, instead of id; without both, the only goal that is open.")

    static let add = ToolDefinition(
        name: "goal.add", summary: "Keeps a goal that the person wants to work on.",
        parameters: ArgumentSchema.object(
            [
                "title": ArgumentSchema.text("The goal, such as \"run five kilometres\"."),
                "why": ArgumentSchema.text("Why it matters to the person.", maximum: 1_000),
                "by": ArgumentSchema.text("The date it is to be reached by, such as 2027-03-01.", maximum: 30),
                "check_in": ArgumentSchema.choice(["daily", "weekly", "none"], "How often to ask about it; weekly without it."),
            ], required: ["title"]),
        risk: .write, isIdempotent: false, examples: ["I want to read a book a month", "set a goal to run five kilometres by march"])

    static let list = ToolDefinition(
        name: "goal.list", summary: "Lists the person's goals with their last check-in, and which are due for one.",
        parameters: ArgumentSchema.object(["include_completed": ArgumentSchema.flag("true lists the goals reached as well.")]),
        examples: ["what are my goals", "how am I doing with my goals"])

    static let checkIn = ToolDefinition(
        name: "goal.check_in", summary: "Keeps how a goal is going.",
        parameters: ArgumentSchema.object([
            "id": ArgumentSchema.identifier, "goal": goal,
            "note": ArgumentSchema.text("What the person said about it.", maximum: 2_000),
            "progress": ArgumentSchema.integer(0...100, "How much of it is done, in percent."),
        ]),
        risk: .write, isIdempotent: false, examples: ["I ran three kilometres today", "check in on my reading goal"])

    static let complete = ToolDefinition(
        name: "goal.complete", summary: "Marks a goal as reached, or opens it again.",
        parameters: ArgumentSchema.object([
            "id": ArgumentSchema.identifier, "goal": goal, "done": ArgumentSchema.flag("false opens a goal that was marked as reached."),
        ]),
        risk: .write, isIdempotent: true, examples: ["I have reached my running goal", "mark the reading goal as done"])

    static let remove = ToolDefinition(
        name: "goal.remove", summary: "Gives up a goal: removes it with its check-ins.",
        parameters: ArgumentSchema.object(["id": ArgumentSchema.identifier, "goal": goal]), risk: .destructive, isIdempotent: false,
        examples: ["forget my running goal"])
}
