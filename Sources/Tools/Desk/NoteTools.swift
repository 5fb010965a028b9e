internal import Storage
internal import Wire

/// Notes, found by their words.
enum NoteTools {
    static func all(_ desk: Desk) -> [any AssistantTool] {
        [
            DeskTool(definition: NoteDefinitions.add, desk: desk, body: add),
            DeskTool(definition: NoteDefinitions.search, desk: desk, body: search),
            DeskTool(definition: NoteDefinitions.show, desk: desk, body: show),
            DeskTool(definition: NoteDefinitions.delete, desk: desk, body: delete),
        ]
    }

    private static let most = 10_000

    private struct Note {
        let id: Int
        let title: String
        let text: String
        let made: WallSecond

        static let columns = "notes.id, notes.title, notes.text, notes.made"

        init(_ row: borrowing Row) throws(StorageError) {
            id = try row.integer(0)
            title = try row.text(1)
            text = try row.text(2)
            made = WallSecond(try row.integer(3))
        }

        var value: JSONValue {
            ["id": .integer(id), "title": .string(title), "text": .string(text), "made": .string(made.iso)]
        }

        /// With no more of the text than tells what it is.
        var shortValue: JSONValue {
            let short = text.count > 200 ? text.prefix(200) + "..." : text[...]
            return ["id": .integer(id), "title": .string(title), "text": .string(String(short)), "made": .string(made.iso)]
        }
    }

    private static func add(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let text = try arguments.required("text")
        let title = arguments.text("title") ?? Self.title(text)
        try call.makeRoom(in: "notes", most: most, "notes")
        let found = try call.query(
            "INSERT INTO notes (account, person, title, text, made) VALUES (?, ?, ?, ?, ?) RETURNING id",
            call.owner + [.text(title), .text(text), .integer(call.now.value)]
        ) { row throws(StorageError) in try row.integer(0) }
        guard let id = found.first else { throw .failed("The note could not be kept.") }
        return ToolOutput(
            ["id": .integer(id), "title": .string(title), "undo": Undo.call(NoteDefinitions.delete, ["id": .integer(id)])],
            speech: "I have noted: \(Spoken.sentence(title))")
    }

    /// The first line's first eight words.
    private static func title(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first ?? text[...]
        let words = line.split(whereSeparator: \.isWhitespace)
        let title = words.prefix(8).joined(separator: " ").prefix(120)
        return String(title) + (words.count > 8 ? "..." : "")
    }

    private static func search(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let limit = min(max(arguments.integer("limit") ?? 5, 1), 50)
        let query = arguments.text("query")
        let notes = if let query { try find(query, call, limit) } else { try latest(call, limit) }
        let value: JSONValue = ["notes": .array(notes.map(\.shortValue)), "count": .integer(notes.count)]
        let speech =
            switch notes.count {
            case 0: query.map { "I found no note about \($0)." } ?? "You have no notes yet."
            case 1: "One note: \(Spoken.sentence(spoken(notes[0])))"
            default: "\(notes.count) notes: \(Spoken.enumeration(notes.map(\.title)))."
            }
        return ToolOutput(value, speech: speech)
    }

    private static func show(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let note = try chosen(arguments, call)
        return ToolOutput(note.value, speech: Spoken.sentence(spoken(note)))
    }

    private static func delete(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let note = try chosen(arguments, call)
        try call.run("DELETE FROM notes WHERE account = ? AND person = ? AND id = ?", call.owner + [.integer(note.id)])
        return ToolOutput(
            [
                "deleted": ["id": .integer(note.id), "title": .string(note.title)],
                "undo": Undo.call(NoteDefinitions.add, ["title": .string(note.title), "text": .string(note.text)]),
            ], speech: "The note is deleted: \(Spoken.sentence(note.title))")
    }

    private static func chosen(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> Note {
        if let id = arguments.integer("id") {
            let found = try call.query(
                "SELECT \(Note.columns) FROM notes WHERE account = ? AND person = ? AND id = ?", call.owner + [.integer(id)]
            ) { row throws(StorageError) in try Note(row) }
            guard let note = found.first else { throw .failed("There is no note with the id \(id).") }
            return note
        }
        guard let query = arguments.text("query") else { throw .invalidArguments(["id: give id or query"]) }
        let found = try find(query, call, 10, all: true)
        guard let first = found.first else { throw .failed("There is no note about \(query).") }
        guard found.count == 1 else {
            let named = found.filter { Matching.key($0.title) == Matching.key(query) }
            if let note = named.first, named.count == 1 { return note }
            throw .failed("\(found.count) notes fit: \(Spoken.enumeration(found.map(\.title), most: 4)). Which one?")
        }
        return first
    }

    private static func latest(_ call: DeskCall, _ limit: Int) throws(ToolFailure) -> [Note] {
        try call.query(
            "SELECT \(Note.columns) FROM notes WHERE account = ? AND person = ? ORDER BY made DESC, id DESC LIMIT ?",
            call.owner + [.integer(limit)]
        ) { row throws(StorageError) in try Note(row) }
    }

    /// Notes with all the words, and unless `all` is asked for, where there are none, those with some.
    private static func find(_ query: String, _ call: DeskCall, _ limit: Int, all: Bool = false) throws(ToolFailure) -> [Note] {
        let idle: Set<String> = [
            "about", "of", "on", "in", "for", "to", "and", "or", "is", "was", "with", "note", "notes", "me", "i", "did", "what", "where",
        ]
        let words = Matching.words(query)
        let telling = words.filter { !idle.contains($0) }
        // In quotation marks a word is only a word; the words hold letters and digits alone.
        let terms = (telling.isEmpty ? words : telling).map { "\"\($0)\"" + ($0.count > 2 ? "*" : "") }
        guard !terms.isEmpty else { return [] }
        let found = try match(terms.joined(separator: " AND "), call, limit)
        return found.isEmpty && !all && terms.count > 1 ? try match(terms.joined(separator: " OR "), call, limit) : found
    }

    private static func match(_ expression: String, _ call: DeskCall, _ limit: Int) throws(ToolFailure) -> [Note] {
        try call.query(
            "SELECT \(Note.columns) FROM notes_words JOIN notes ON notes.id = notes_words.rowid "
                + "WHERE notes_words MATCH ? AND notes.account = ? AND notes.person = ? ORDER BY bm25(notes_words, 3, 1), notes.id DESC LIMIT ?",
            [.text(expression)] + call.owner + [.integer(limit)]
        ) { row throws(StorageError) in try Note(row) }
    }

    private static func spoken(_ note: Note) -> String { note.text.count > 600 ? note.text.prefix(600) + "..." : note.text }
}
