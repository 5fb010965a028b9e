package import Dialogue
package import Language
internal import Synchronization
internal import Wire

/// Stands before a responder and keeps what its replies were made of.
package final class FlowWatch: Responder {
    struct Seen {
        var requests: [ReplyRequest] = []
        var used: [ToolResult] = []
        var ways: [String] = []
    }

    private let responder: any Responder
    private let seen = Mutex(Seen())

    package init(_ responder: any Responder) { self.responder = responder }

    package func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
        seen.withLock { $0.requests.append(request) }
        return responder.reply(to: request) { [self] event in
            switch event {
            case .used(let result): seen.withLock { $0.used.append(result) }
            case .note(let note) where note.kind == "reply.routed":
                let way = (try? JSONValue.parse(Array(note.details.utf8)))?["way"]?.string
                seen.withLock { $0.ways.append(way ?? "") }
            default: break
            }
            deliver(event)
        }
    }

    /// What was seen since the last call.
    func take() -> Seen {
        seen.withLock { seen in
            defer { seen = Seen() }
            return seen
        }
    }
}
