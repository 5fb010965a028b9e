import Synchronization
import Tools
import Wire

/// A server of tools inside the test: it answers as the test says, and remembers what it was told.
final class ScriptedMCPPeer: MCPTransport {
    typealias Script = @Sendable (ScriptedMCPPeer, MCPMessage) -> Void

    private struct State {
        var deliver: (@Sendable (MCPArrival) -> Void)?
        var received: [MCPMessage] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let script: Script
    let diagnostics = ""

    init(_ script: @escaping Script) { self.script = script }

    var received: [MCPMessage] { state.withLock { $0.received } }
    var isClosed: Bool { state.withLock { $0.isClosed } }
    var methods: [String] {
        received.compactMap {
            switch $0 {
            case .request(_, let method, _), .notification(let method, _): method
            default: nil
            }
        }
    }

    func open(_ deliver: @escaping @Sendable (MCPArrival) -> Void) { state.withLock { $0.deliver = deliver } }
    func began() {}
    func abandon(_: MCPRequestID) -> Bool { false }

    func send(_ parcel: MCPParcel) {
        state.withLock { $0.received.append(parcel.message) }
        script(self, parcel.message)
    }

    func close(_ done: @escaping @Sendable () -> Void) {
        state.withLock { $0.isClosed = true }
        done()
    }

    func say(_ arrival: MCPArrival) { state.withLock { $0.deliver }?(arrival) }
    func say(_ message: MCPMessage) { say(.message(message)) }

    /// A server with a handshake and these tools; `calls` answers what is left.
    static func ordinary(
        _ revision: String = "2025-11-25", tools: @escaping @Sendable () -> [JSONValue] = { [tool("echo")] },
        calls: @escaping Script = { _, _ in }
    ) -> ScriptedMCPPeer {
        ScriptedMCPPeer { peer, message in
            guard case .request(let id, let method, let parameters) = message else { return calls(peer, message) }
            switch method {
            case "server/discover": peer.say(.failure(id, MCPError(.methodNotFound, "no such method")))
            case "initialize":
                peer.say(
                    .result(
                        id,
                        [
                            "protocolVersion": .string(revision), "capabilities": ["tools": ["listChanged": true]],
                            "serverInfo": ["name": "scripted", "version": "1"],
                        ]))
            case "tools/list":
                // A tool a page.
                let all = tools()
                let place = parameters["cursor"]?.string.flatMap { Int($0) } ?? 0
                let page: JSONValue = ["tools": .array(Array(all.dropFirst(place).prefix(1)))]
                peer.say(.result(id, page.merging(["nextCursor": place + 1 < all.count ? .string("\(place + 1)") : nil])))
            default: calls(peer, message)
            }
        }
    }

    static func tool(_ name: String, _ description: String = "A tool.", annotations: JSONValue = [:]) -> JSONValue {
        ["name": .string(name), "description": .string(description), "inputSchema": ["type": "object"], "annotations": annotations]
    }
}
