internal import Storage
internal import Wire

/// Lists of any name: shopping, to-do, packing.
enum ListTools {
    static func all(_ desk: Desk) -> [any AssistantTool] {
        [
            DeskTool(definition: ListDefinitions.add, desk: desk, body: add),
            DeskTool(definition: ListDefinitions.remove, desk: desk, body: remove),
            DeskTool(definition: ListDefinitions.show, desk: desk, body: show),
            DeskTool(definition: ListDefinitions.clear, desk: desk, body: clear),
        ]
    }

    private static let most = 5_000

    /// A list as it is found and called.
    private struct Name {
        let text: String

        init(_ text: String?) {
            var words = Matching.words(text ?? "shopping")
            if words.count > 1, words.last == "list" { words.removeLast() }
            let joined = words.joined(separator: " ")
            let isToDo = ["to do", "todo", "to dos", "todos", "task", "tasks"].contains(joined)
            self.text = isToDo ? "to-do" : ["shopping", "grocery", "groceries"].contains(joined) ? "shopping" : joined
        }
    }

    private struct Item {
        let id: Int
        let text: String
    }

    private static func items(_ list: Name, _ call: DeskCall) throws(ToolFailure) -> [Item] {
        try call.query(
            "SELECT id, item FROM list_items WHERE account = ? AND person = ? AND list = ? ORDER BY id", call.owner + [.text(list.text)]
        ) { row throws(StorageError) in Item(id: try row.integer(0), text: try row.text(1)) }
    }

    private static func wanted(_ arguments: Arguments) throws(ToolFailure) -> [String] {
        let all = (arguments.text("item").map { [$0] } ?? []) + arguments.texts("items")
        guard !all.isEmpty else { throw .invalidArguments(["items: give item or items"]) }
        return all
    }

    private static func add(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let list = Name(arguments.text("list"))
        let wanted = try wanted(arguments)
        try call.makeRoom(in: "list_items", for: wanted.count, most: most, "things on lists")
        var (added, there): ([String], [String]) = ([], [])
        for item in wanted {
            let changed = try call.run(
                "INSERT OR IGNORE INTO list_items (account, person, list, name, item, key) VALUES (?, ?, ?, ?, ?, ?)",
                call.owner + [.text(list.text), .text(list.text), .text(item), .text(Matching.key(item))])
            if changed == 1 { added.append(item) } else { there.append(item) }
        }
        var value: JSONValue = [
            "list": .string(list.text), "added": texts(added), "already_there": texts(there),
            "count": .integer(try call.count("list_items", "AND list = ?", [.text(list.text)])),
        ]
        if !added.isEmpty {
            value = value.merging(["undo": Undo.call(ListDefinitions.remove, ["list": .string(list.text), "items": texts(added)])])
        }
        let known =
            there.isEmpty ? "" : "\(Spoken.capitalised(Spoken.list(there, most: 4))) \(there.count == 1 ? "was" : "were") on it already."
        guard !added.isEmpty else {
            return ToolOutput(
                value,
                speech:
                    "\(Spoken.capitalised(Spoken.list(there, most: 4))) \(there.count == 1 ? "is" : "are") on your \(list.text) list already."
            )
        }
        let news = "I put \(Spoken.list(added, most: 6)) on your \(list.text) list."
        return ToolOutput(value, speech: known.isEmpty ? news : "\(news) \(known)")
    }

    private static func remove(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let list = Name(arguments.text("list"))
        let wanted = try wanted(arguments)
        var left = try items(list, call)
        var (removed, missing): ([String], [String]) = ([], [])
        for text in wanted {
            let found = Matching.best(left, text, \.text)
            guard let item = found.first else {
                missing.append(text)
                continue
            }
            guard found.count == 1 || Matching.key(item.text) == Matching.key(text) else {
                throw .failed("\(Spoken.capitalised(Spoken.list(found.map(\.text), most: 4))) are on the \(list.text) list. Which one?")
            }
            try call.run("DELETE FROM list_items WHERE account = ? AND person = ? AND id = ?", call.owner + [.integer(item.id)])
            left.removeAll { $0.id == item.id }
            removed.append(item.text)
        }
        guard !removed.isEmpty else {
            throw .failed(
                "\(Spoken.capitalised(Spoken.list(missing, most: 4))) \(missing.count == 1 ? "is" : "are") not on your \(list.text) list."
            )
        }
        let value: JSONValue = [
            "list": .string(list.text), "removed": texts(removed), "not_there": texts(missing), "count": .integer(left.count),
            "undo": Undo.call(ListDefinitions.add, ["list": .string(list.text), "items": texts(removed)]),
        ]
        let rest =
            missing.isEmpty ? "" : " \(Spoken.capitalised(Spoken.list(missing, most: 4))) \(missing.count == 1 ? "was" : "were") not on it."
        return ToolOutput(value, speech: "I took \(Spoken.list(removed, most: 6)) off your \(list.text) list.\(rest)")
    }

    private static func show(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        guard let name = arguments.text("list") else { return try showAll(call) }
        let list = Name(name)
        let items = try items(list, call).map(\.text)
        let value: JSONValue = ["list": .string(list.text), "items": texts(items), "count": .integer(items.count)]
        let speech =
            items.isEmpty ? "Your \(list.text) list is empty." : "On your \(list.text) list: \(Spoken.list(items, most: 12))."
        return ToolOutput(value, speech: speech)
    }

    private static func showAll(_ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let lists = try call.query(
            "SELECT name, count(*) FROM list_items WHERE account = ? AND person = ? GROUP BY list ORDER BY max(id) DESC", call.owner
        ) { row throws(StorageError) in (name: try row.text(0), count: try row.integer(1)) }
        let value: JSONValue = ["lists": .array(lists.map { ["list": .string($0.name), "count": .integer($0.count)] })]
        let told = lists.map { "\($0.name) with \(Spoken.count($0.count, "item"))" }
        return ToolOutput(value, speech: lists.isEmpty ? "You have no lists yet." : "Your lists: \(Spoken.list(told, most: 6)).")
    }

    private static func clear(_ arguments: Arguments, _ call: DeskCall) throws(ToolFailure) -> ToolOutput {
        let list = Name(try arguments.required("list"))
        let items = try items(list, call).map(\.text)
        var value: JSONValue = ["list": .string(list.text), "removed": texts(items), "count": 0]
        guard !items.isEmpty else { return ToolOutput(value, speech: "Your \(list.text) list is empty already.") }
        try call.run("DELETE FROM list_items WHERE account = ? AND person = ? AND list = ?", call.owner + [.text(list.text)])
        // As many as one call may add.
        if items.count <= 50 {
            value = value.merging(["undo": Undo.call(ListDefinitions.add, ["list": .string(list.text), "items": texts(items)])])
        }
        return ToolOutput(
            value,
            speech: "Your \(list.text) list is empty now; \(Spoken.count(items.count, "item")) \(items.count == 1 ? "is" : "are") gone.")
    }

    private static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
