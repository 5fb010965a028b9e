internal import Wire

/// What the tools for lists are called and take.
enum ListDefinitions {
    private static let name = ArgumentSchema.text(
        "The list, such as shopping or to-do; any name. Without it the shopping list.", maximum: 60)

    static let add = ToolDefinition(
        name: "list.add", summary: "Adds one or several items to a list; the list begins with its first item. Needs item or items.",
        parameters: ArgumentSchema.object([
            "list": name, "item": ArgumentSchema.text("One item."),
            "items": ArgumentSchema.texts("Several items, such as [\"milk\", \"two loaves of bread\"]."),
        ]),
        risk: .write, isIdempotent: true,
        examples: ["put milk and eggs on the shopping list", "add call the bank to my to-do list"])

    static let remove = ToolDefinition(
        name: "list.remove", summary: "Takes one or several items off a list. Needs item or items.",
        parameters: ArgumentSchema.object([
            "list": name, "item": ArgumentSchema.text("One item."), "items": ArgumentSchema.texts("Several items."),
        ]),
        risk: .write, isIdempotent: false, examples: ["take milk off the shopping list", "I have bought the eggs"])

    static let show = ToolDefinition(
        name: "list.show", summary: "Says what is on a list; without a name, which lists there are.",
        parameters: ArgumentSchema.object([
            "list": ArgumentSchema.text("The list; without it the names of all lists are given.", maximum: 60)
        ]),
        examples: ["what is on my shopping list", "which lists do I have"])

    static let clear = ToolDefinition(
        name: "list.clear", summary: "Takes everything off a list.",
        parameters: ArgumentSchema.object(
            ["list": ArgumentSchema.text("The list, such as shopping.", maximum: 60)], required: ["list"]),
        risk: .destructive, isIdempotent: true, examples: ["empty the shopping list", "clear my to-do list"])
}
