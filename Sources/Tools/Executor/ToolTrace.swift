internal import Wire

/// What is known of a call while it is made, for its outcome and the audit log.
struct ToolTrace {
    private(set) var definition: ToolDefinition?
    private(set) var source = ""
    private(set) var repairs: [String] = []
    private var argumentNames: [String] = []
    private var argumentBytes = 0
    var resultBytes = 0
    var isFromCache = false
    var isCut = false
    var isConsented = false

    mutating func found(_ definition: ToolDefinition, source: String, _ arguments: ToolCall.Arguments) {
        self.definition = definition
        self.source = source
        if case .text(let text) = arguments { argumentBytes = text.utf8.count }
    }

    mutating func checked(_ arguments: ToolArguments, bytes: Int) {
        repairs = arguments.changes
        argumentBytes = bytes
        guard case .object(let given) = arguments.value, let known = definition?.parameters["properties"]?.object else { return }
        argumentNames = given.keys.filter { known[$0] != nil }.sorted()
    }

    func entry(_ outcome: ToolOutcome, _ context: ToolContext) -> ToolAuditEntry {
        ToolAuditEntry(
            time: context.now, session: context.session, tool: definition?.name, risk: definition?.risk, outcome: outcome.code,
            milliseconds: outcome.duration / .milliseconds(1), argumentNames: argumentNames, argumentBytes: argumentBytes,
            resultBytes: resultBytes, repairs: repairs.count, isFromCache: isFromCache, isConsented: isConsented)
    }
}
