package import Wire

/// The server's side of the protocol with one agent: messages in, answers out, calls to be made. Pure.
package struct MCPServerSession: Sendable {
    package enum Step: Sendable, Equatable {
        /// Goes to the agent.
        case send(MCPMessage)
        /// To be done; `finish` makes its answer.
        case call(Call)
        /// Nobody wants the call's result any more.
        case cancel(MCPRequestID)
    }

    package struct Call: Sendable, Equatable {
        package var id: MCPRequestID
        package var name: String
        package var arguments: JSONValue
    }

    private let identity: MCPIdentity
    /// As the handshake agreed; `nil` before it.
    package private(set) var revision: MCPRevision?
    private var calls: [MCPRequestID: Underway] = [:]

    private struct Underway {
        /// Of the answer.
        let revision: MCPRevision
        var isCancelled = false
    }

    package static let pageSize = 100
    private static let mostCalls = 32
    private static let newestFirst: [JSONValue] = MCPRevision.stateless.reversed().map { .string($0.rawValue) }
    /// Lists may be kept for so long.
    private static let listMilliseconds = 60_000

    package init(identity: MCPIdentity) {
        self.identity = identity
    }

    /// A session that was agreed on elsewhere.
    package init(identity: MCPIdentity, revision: MCPRevision) {
        self.init(identity: identity)
        self.revision = revision
    }

    // MARK: Messages

    /// - Parameter tools: what is offered now.
    package mutating func receive(_ value: JSONValue, tools: [ToolDefinition]) -> [Step] {
        do throws(MCPMessage.Malformed) {
            return receive(try MCPMessage(value), tools: tools)
        } catch {
            return [.send(error.answer)]
        }
    }

    /// Whether several messages may come as an array: only one revision knows that.
    package var takesBatches: Bool { revision == .march2025 }

    package mutating func receive(_ message: MCPMessage, tools: [ToolDefinition]) -> [Step] {
        switch message {
        case .request(let id, let method, let parameters):
            do throws(MCPError) {
                return try answer(id, method, parameters, tools)
            } catch {
                return [.send(.failure(id, error))]
            }
        case .notification("notifications/cancelled", let parameters):
            guard let id = MCPRequestID(parameters["requestId"]), calls[id]?.isCancelled == false else { return [] }
            // Its id stays taken until it has really ended.
            calls[id]?.isCancelled = true
            return [.cancel(id)]
        // What we never asked for is not answered, and of other notices there is nothing to learn.
        case .notification, .result, .failure: return []
        }
    }

    private mutating func answer(_ id: MCPRequestID, _ method: String, _ parameters: JSONValue, _ tools: [ToolDefinition])
        throws(MCPError) -> [Step]
    {
        if method == "initialize" { return [.send(.result(id, try initialize(parameters)))] }
        let revision = try revision(of: method, parameters)
        switch method {
        case "ping" where !revision.isStateless: return [.send(.result(id, [:]))]
        case "server/discover" where revision.isStateless: return [.send(.result(id, stamped(discovery, revision)))]
        case "tools/list": return [.send(.result(id, stamped(try list(parameters, tools, revision), revision)))]
        case "tools/call": return try begin(id, parameters, tools, revision)
        default: throw MCPError(.methodNotFound, "There is no method \(MCPText.line(method, limit: 100)) here.")
        }
    }

    /// In which manner a request is to be answered.
    private func revision(of method: String, _ parameters: JSONValue) throws(MCPError) -> MCPRevision {
        if MCPEnvelope.isPresent(in: parameters) || method == "server/discover" {
            if let fault = MCPEnvelope.fault(in: parameters) { throw fault }
            return parameters["_meta"]?[MCPEnvelope.revisionKey]?.string.flatMap(MCPRevision.init) ?? .july2026
        }
        // A peer may ask whether we are there at any time.
        if method == "ping" { return revision ?? .latestWithHandshake }
        guard let revision else { throw MCPError(.invalidRequest, "Send initialize first.") }
        return revision
    }

    private mutating func initialize(_ parameters: JSONValue) throws(MCPError) -> JSONValue {
        guard let asked = parameters["protocolVersion"]?.string else {
            throw MCPError(.invalidParameters, "protocolVersion must be a string.")
        }
        guard revision == nil else { throw MCPError(.invalidRequest, "This session is initialized already.") }
        let known = MCPRevision(rawValue: asked).flatMap { $0.isStateless ? nil : $0 }
        let agreed = known ?? .latestWithHandshake
        revision = agreed
        return ["protocolVersion": .string(agreed.rawValue), "capabilities": ["tools": [:]], "serverInfo": identity.json]
    }

    private var discovery: JSONValue {
        [
            "supportedVersions": .array(Self.newestFirst + Self.withHandshake), "capabilities": ["tools": [:]],
            "ttlMs": .integer(Self.listMilliseconds), "cacheScope": "private",
        ]
    }

    private static let withHandshake = MCPRevision.allCases.reversed().filter { !$0.isStateless }.map { JSONValue.string($0.rawValue) }

    /// A result as its revision wants it.
    private func stamped(_ result: JSONValue, _ revision: MCPRevision) -> JSONValue {
        guard revision.isStateless else { return result }
        return result.merging(["resultType": "complete", "_meta": [MCPEnvelope.serverKey: identity.json]])
    }

    // MARK: Tools

    private func list(_ parameters: JSONValue, _ tools: [ToolDefinition], _ revision: MCPRevision) throws(MCPError) -> JSONValue {
        var rest = tools.sorted { $0.name < $1.name }[...]
        if let cursor = parameters["cursor"], cursor != .null {
            guard let after = cursor.string, after.hasPrefix(Self.cursorPrefix) else {
                throw MCPError(.invalidParameters, "This cursor is none of ours.")
            }
            // By name, so that a list which changes meanwhile loses nothing and repeats nothing.
            rest = rest.drop { $0.name <= after.dropFirst(Self.cursorPrefix.count) }
        }
        let page = rest.prefix(Self.pageSize)
        let cursor = rest.count > page.count ? page.last.map { JSONValue.string(Self.cursorPrefix + $0.name) } : nil
        let listed: JSONValue = ["tools": .array(page.map { MCPServerTools.listed($0, revision) })]
        return listed.merging(["nextCursor": cursor])
            .merging(revision.isStateless ? ["ttlMs": .integer(Self.listMilliseconds), "cacheScope": "private"] : [:])
    }

    private static let cursorPrefix = "after:"

    private mutating func begin(_ id: MCPRequestID, _ parameters: JSONValue, _ tools: [ToolDefinition], _ revision: MCPRevision)
        throws(MCPError) -> [Step]
    {
        guard let name = parameters["name"]?.string else { throw MCPError(.invalidParameters, "name must be a string.") }
        let arguments = parameters["arguments"] ?? [:]
        guard case .object = arguments else { throw MCPError(.invalidParameters, "arguments must be an object.") }
        guard tools.contains(where: { $0.name == name }) else {
            throw MCPError(.invalidParameters, "Unknown tool: \(MCPText.line(name, limit: 100))")
        }
        guard calls[id] == nil else { throw MCPError(.invalidRequest, "A request of this id is under way.") }
        guard calls.count < Self.mostCalls else { throw MCPError(.busy, "\(Self.mostCalls) calls are under way: wait for one.") }
        calls[id] = Underway(revision: revision)
        return [.call(Call(id: id, name: name, arguments: arguments))]
    }

    /// The answer to a call; `nil` where it was cancelled.
    package mutating func finish(_ id: MCPRequestID, _ outcome: Result<ToolOutput, ToolFailure>) -> MCPMessage? {
        guard let call = calls.removeValue(forKey: id), !call.isCancelled else { return nil }
        let revision = call.revision
        switch outcome {
        case .success(let output): return .result(id, stamped(MCPServerTools.result(output, revision), revision))
        case .failure(.unknownTool(let name, let suggestions)):
            let hint = suggestions.isEmpty ? "" : " Did you mean \(suggestions.joined(separator: ", "))?"
            return .failure(id, MCPError(.invalidParameters, "Unknown tool: \(MCPText.line(name, limit: 100)).\(hint)"))
        case .failure(let failure): return .result(id, stamped(MCPServerTools.result(failure), revision))
        }
    }
}
