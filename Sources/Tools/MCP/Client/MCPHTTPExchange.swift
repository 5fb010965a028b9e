internal import Network
internal import Synchronization
internal import Wire

/// One HTTP request of a transport, and what its answer brings.
final class MCPHTTPExchange: Sendable {
    private enum Body {
        case none
        case document([UInt8])
        case events(EventStreamParser)
    }

    private struct State {
        var status = 0
        var body = Body.none
        /// The stream brought something.
        var hasEvents = false
        /// The answer has come.
        var isAnswered = false
        var isOver = false
    }

    private let state = Mutex(State())
    /// Whose answer is awaited; `nil` for a notice, and for the stream of the server's own messages.
    private let request: MCPRequestID?
    let isListening: Bool
    /// How often the stream may still be taken up again.
    private let left: Int
    private let transport: MCPHTTPTransport

    private static let largestDocument = 4 << 20

    init(request: MCPRequestID?, transport: MCPHTTPTransport, left: Int = MCPHTTPTransport.resumptions) {
        self.request = request
        self.transport = transport
        self.left = left
        isListening = false
    }

    init(listening left: Int, transport: MCPHTTPTransport) {
        request = nil
        self.transport = transport
        self.left = left
        isListening = true
    }

    var isOver: Bool { state.withLock { $0.isOver } }

    /// On the HTTP client's thread, in order.
    func happened(_ event: HTTPStreamEvent) {
        switch event {
        case .head(let status, let headers): began(status, headers)
        case .body(let bytes): received(bytes)
        case .finished: finished(nil)
        case .failed(let error): finished(error)
        }
    }

    private func began(_ status: Int, _ headers: [(String, String)]) {
        func header(_ name: String) -> String? { headers.first { $0.0 == name }?.1 }
        if (200..<300).contains(status), let session = header(MCPHeaders.session) { transport.noteSession(session) }
        let type = header("content-type")?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        state.withLock { state in
            state.status = status
            state.body =
                switch type {
                case "text/event-stream": .events(EventStreamParser(limit: Self.largestDocument))
                case "application/json": .document([])
                default: .none
                }
        }
    }

    private func received(_ bytes: [UInt8]) {
        let messages: [[UInt8]] = state.withLock { state in
            switch state.body {
            case .none: return []
            case .document(var document):
                // Held by nobody else, it grows in place.
                state.body = .none
                // What is longer is cut, and then no JSON.
                if document.count <= Self.largestDocument { document += bytes }
                state.body = .document(document)
                return []
            case .events(var stream):
                state.body = .none
                // An event without data only names where the stream can be taken up again.
                let events = stream.push(bytes).filter { $0.isMessage && !$0.data.isEmpty }
                if !stream.isOverlong { state.body = .events(stream) }
                if !events.isEmpty { state.hasEvents = true }
                return events.map(\.data)
            }
        }
        for message in messages { take(try? JSONValue.parse(message)) }
    }

    /// - Parameter value: one message or several; `nil` where it was no JSON.
    private func take(_ value: JSONValue?) {
        if let value, let request {
            let isAnswer = (value.array ?? [value]).contains { $0["method"] == nil && MCPRequestID($0["id"]) == request }
            if isAnswer { state.withLock { $0.isAnswered = true } }
        }
        transport.arrived(value)
    }

    private func finished(_ error: HTTPClientError?) {
        let (status, body, left) = state.withLock { state in
            state.isOver = true
            return (state.status, state.body, state.hasEvents ? MCPHTTPTransport.resumptions : self.left)
        }
        var document: JSONValue?
        if case .document(let bytes) = body, bytes.count <= Self.largestDocument { document = try? JSONValue.parse(bytes) }
        // An error's document, too, may be the answer.
        if error == nil, !(isListening && status != 200), let document, MCPRequestID(document["id"]) != nil || document.array != nil {
            take(document)
        }
        if error == .cancelled { return }
        if status == 404, transport.hasSession { return transport.lost(request, .sessionGone) }
        if isListening { return listened(status, body, left) }
        guard let request else { return }
        guard !state.withLock({ $0.isAnswered }) else { return transport.ended(request) }
        if status == 200, case .events(let stream) = body, let event = stream.lastID {
            return transport.resume(request, after: event, wait: stream.retry, left: left)
        }
        transport.lost(request, failure(error, status, document))
    }

    /// A server that has no such stream says so at once; one that had it may have it again.
    private func listened(_ status: Int, _ body: Body, _ left: Int) {
        guard status == 200, case .events(let stream) = body else { return }
        transport.resume(nil, after: stream.lastID, wait: stream.retry, left: left)
    }

    private func failure(_ error: HTTPClientError?, _ status: Int, _ document: JSONValue?) -> MCPFailure {
        switch (error, status) {
        case (let error?, _): return .unreachable(error.description)
        case (_, 401), (_, 403): return .refused("it does not let Coda in (HTTP \(status)): check its headers in the servers file")
        case (_, 300..<400): return .refused("it is elsewhere (HTTP \(status)): use the address that it moved to")
        case (_, 400..<500):
            // Before the handshake it may only be too old for the question.
            if let said = document?["error"], let code = said["code"]?.integer, let message = said["message"]?.string {
                return .answered(MCPError(number: code, message, data: said["data"]))
            }
            return .answered(MCPError(number: -status, "HTTP \(status)"))
        case (_, 500...): return .unreachable("it answers HTTP \(status)")
        default: return .malformed("its answer (HTTP \(status)) is no message of the protocol")
        }
    }
}
