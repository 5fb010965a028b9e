internal import Wire

/// What the tools for notes are called and take.
enum NoteDefinitions {
    static let add = ToolDefinition(
        name: "note.add", summary: "Keeps a note for the person.",
        parameters: ArgumentSchema.object(
            [
                "text": ArgumentSchema.text("The note.", maximum: 20_000),
                "title": ArgumentSchema.text("A short title; without it the note's first words."),
            ], required: ["text"]),
        risk: .write, isIdempotent: false, examples: ["make a note that the spare key is with Anna", "write this down"])

    static let search = ToolDefinition(
        name: "note.search", summary: "Finds notes by their words, the best match first; without a query, the latest ones.",
        parameters: ArgumentSchema.object([
            "query": ArgumentSchema.text("Words to look for."),
            "limit": ArgumentSchema.integer(1...50, "How many at most; 5 without it."),
        ]),
        examples: ["what did I note about the spare key", "find my notes on the garden"])

    static let show = ToolDefinition(
        name: "note.show", summary: "Gives one whole note, by id or by its words.",
        parameters: ArgumentSchema.object([
            "id": ArgumentSchema.identifier, "query": ArgumentSchema.text("Words of the note, instead of id."),
        ]),
        examples: ["read me the note about the recipe"])

    static let delete = ToolDefinition(
        name: "note.delete", summary: "Deletes one note, by id or by words that only it has.",
        parameters: ArgumentSchema.object([
            "id": ArgumentSchema.identifier, "query": ArgumentSchema.text("Words of the note, instead of id."),
        ]),
        risk: .destructive, isIdempotent: false, examples: ["delete the note about the recipe"])
}
