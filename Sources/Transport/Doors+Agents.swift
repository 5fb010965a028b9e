internal import Network
internal import Realtime
internal import Telemetry
internal import Tools
internal import Wire

/// `/mcp`: other agents use Coda's tools, by the Model Context Protocol over streamable HTTP.
///
/// Each request is answered with one JSON document: the server has nothing to say that nobody asked for, so there is no stream to get.
extension Doors {
    static let agentsPath = "/mcp"

    /// `nil` where `reply` is given the answer when a tool is done.
    func answerAgent(_ request: HTTPRequest, _ reply: HTTPReply) -> HTTPResponse? {
        meters.meters.note(.network)
        let visitor: Visitor
        do { visitor = try gate.admitAgent(request, at: now()) } catch { return error.response }
        guard let offer = agents.offer else {
            return .refusal(404, "not_offered", "This server offers no tools to other agents. See docs/mcp.md.")
        }
        switch request.method {
        case "POST": return receive(request, visitor.account, offer, reply)
        case "DELETE":
            guard let id = request.headers[MCPHeaders.session] else { return Self.sessionMissing }
            return agents.remove(id, of: visitor.account) ? HTTPResponse(status: 204, body: []) : Self.sessionUnknown
        default: return .refusal(405, "method_not_allowed", "There is no stream of the server's own here.", [("Allow", "POST, DELETE")])
        }
    }

    private func receive(_ request: HTTPRequest, _ account: String, _ offer: AgentSessions.Offer, _ reply: HTTPReply) -> HTTPResponse? {
        guard request.carriesJSON else {
            return .refusal(415, "unsupported_media_type", "Send the message as Content-Type: application/json.")
        }
        guard request.headers["accept"].map(Self.acceptsJSON) ?? true else {
            return .refusal(406, "not_acceptable", "Say Accept: application/json, text/event-stream.")
        }
        guard request.body.count <= MCPServerConversation.largestMessage else {
            return .refusal(413, "body_too_large", "A message may have \(MCPServerConversation.largestMessage >> 10) KiB.")
        }
        let said = request.headers[MCPHeaders.revision]
        let value: JSONValue
        do { value = try JSONValue.parse(request.body) } catch {
            return Self.failure(nil, MCPError(.parse, error.message))
        }
        let message = try? MCPMessage(value)
        if let said, MCPRevision(rawValue: said).map(\.isStateless) ?? true {
            return receiveAlone(message, value, request, account, offer, reply)
        }
        if case .request(_, "initialize", _) = message { return initialize(value, account, offer) }
        guard let id = request.headers[MCPHeaders.session] else { return Self.sessionMissing }
        guard let conversation = agents.conversation(id, of: account) else { return Self.sessionUnknown }
        // Absent it says nothing, and there is nothing that depends on it.
        if let said, said != conversation.revision?.rawValue {
            return Self.failure(nil, MCPError(.invalidRequest, "MCP-Protocol-Version is not the one this session agreed on."))
        }
        conversation.receive(value) { reply.send(Self.answer($0)) }
        return nil
    }

    private static func acceptsJSON(_ accept: String) -> Bool {
        accept.split(separator: ",").contains { range in
            let type = range.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
            return type == "application/json" || type == "application/*" || type == "*/*"
        }
    }

    private func initialize(_ value: JSONValue, _ account: String, _ offer: AgentSessions.Offer) -> HTTPResponse {
        let id = "mcp_" + Self.randomName() + Self.randomName()
        let conversation = MCPServerConversation(
            MCPServerSession(identity: offer.identity), host: offer.host, caller: MCPToolHost.Caller(account: account, session: id))
        var response = Self.answer(conversation.answerAtOnce(value))
        if conversation.revision != nil {
            agents.add(conversation, account: account, id: id)
            response.headers.append((MCPHeaders.session, id))
        }
        return response
    }

    /// A request that stands for itself, by the revisions without a handshake.
    private func receiveAlone(
        _ message: MCPMessage?, _ value: JSONValue, _ request: HTTPRequest, _ account: String, _ offer: AgentSessions.Offer,
        _ reply: HTTPReply
    ) -> HTTPResponse? {
        if case .notification = message { return HTTPResponse(status: 202, body: []) }
        if case .request(let id, let method, let parameters) = message {
            // What a client does before it knows whom it speaks to: a handshake is another manner.
            if let mismatch = MCPHeaders.mismatch(request.headers, method: method, parameters: parameters) {
                return Self.failure(id, mismatch)
            }
        }
        let conversation = MCPServerConversation(
            MCPServerSession(identity: offer.identity), host: offer.host,
            caller: MCPToolHost.Caller(account: account, session: "mcp_" + Self.randomName()))
        conversation.receive(value) { answer in
            var response = Self.answer(answer)
            if let code = answer?["error"]?["code"]?.integer { response.status = MCPError(number: code, "").status }
            reply.send(response)
        }
        return nil
    }

    private static func answer(_ answer: JSONValue?) -> HTTPResponse {
        guard let answer else { return HTTPResponse(status: 202, body: []) }
        return HTTPResponse(status: 200, headers: [("Cache-Control", "no-store")], body: answer.bytes)
    }

    private static func failure(_ id: MCPRequestID?, _ error: MCPError) -> HTTPResponse {
        HTTPResponse(status: 400, body: MCPMessage.failure(id, error).json.bytes)
    }

    private static var sessionMissing: HTTPResponse {
        failure(nil, MCPError(.invalidRequest, "Send initialize first, and then Mcp-Session-Id with every message."))
    }

    private static var sessionUnknown: HTTPResponse {
        var response = failure(nil, MCPError(.invalidRequest, "There is no such session: send initialize again."))
        response.status = 404
        return response
    }
}
