internal import Storage
internal import Wire

/// A tool over the desk's file: its body runs on the file's own thread, inside one transaction.
struct DeskTool: AssistantTool {
    private(set) var definition: ToolDefinition
    let desk: Desk
    let body: @Sendable (Arguments, DeskCall) throws(ToolFailure) -> ToolOutput

    init(
        definition: ToolDefinition, desk: Desk, body: @escaping @Sendable (Arguments, DeskCall) throws(ToolFailure) -> ToolOutput
    ) {
        self.definition = definition
        self.definition.honoursIdempotencyKey = definition.risk != .read
        self.desk = desk
        self.body = body
    }

    func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        let (body, name, key) = (body, definition.name, context.idempotencyKey)
        let writes = definition.risk != .read
        let whole: @Sendable (Connection) throws(ToolFailure) -> ToolOutput = { connection throws(ToolFailure) in
            let call = DeskCall(
                connection: connection, account: context.account, person: context.person ?? "", now: WallSecond(context.now))
            guard writes else { return try body(Arguments(arguments), call) }
            if let known = try call.kept(name, key) { return known }
            let output = try body(Arguments(arguments), call)
            try call.keep(output, name, key)
            return output
        }
        guard writes else { return try await desk.database.read(whole, failing: { ToolFailure($0) }) }
        let output = try await desk.database.write(whole, failing: { ToolFailure($0) })
        desk.watch.changed()
        return output
    }
}

/// A call that is tried again, because its answer was lost, is answered as the first time.
extension DeskCall {
    private static let keptFor = 86_400

    fileprivate func kept(_ tool: String, _ key: String) throws(ToolFailure) -> ToolOutput? {
        guard !key.isEmpty else { return nil }
        let found = try query(
            "SELECT value, speech FROM calls WHERE account = ? AND person = ? AND key = ? AND tool = ?", owner + [.text(key), .text(tool)]
        ) { row throws(StorageError) in (try row.text(0), try row.optionalText(1)) }
        guard let (value, speech) = found.first, let value = try? JSONValue.parse(Array(value.utf8)) else { return nil }
        return ToolOutput(value, speech: speech)
    }

    fileprivate func keep(_ output: ToolOutput, _ tool: String, _ key: String) throws(ToolFailure) {
        guard !key.isEmpty else { return }
        try run("DELETE FROM calls WHERE at < ?", [.integer(now.value - Self.keptFor)])
        try run(
            "INSERT INTO calls (account, person, key, tool, at, value, speech) VALUES (?, ?, ?, ?, ?, ?, ?)",
            owner + [.text(key), .text(tool), .integer(now.value), .text(output.value.text), .optional(output.speech)])
    }
}
