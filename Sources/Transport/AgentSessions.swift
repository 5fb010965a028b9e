internal import Synchronization
internal import Tools

/// The agents that are connected by the protocol's handshake, each known by its session's id. Bounded: the one not heard of for longest
/// makes room for a new one.
final class AgentSessions: Sendable {
    struct Offer {
        var host: MCPToolHost
        var identity: MCPIdentity
    }

    private struct Session {
        let account: String
        let conversation: MCPServerConversation
        var heard: Int
    }

    private struct State {
        var offer: Offer?
        var sessions: [String: Session] = [:]
        /// Rises with every message.
        var clock = 0
    }

    private static let capacity = 256
    private let state = Mutex(State())

    var offer: Offer? { state.withLock { $0.offer } }

    func offer(_ host: MCPToolHost?, identity: MCPIdentity) {
        state.withLock { $0.offer = host.map { Offer(host: $0, identity: identity) } }
    }

    func add(_ conversation: MCPServerConversation, account: String, id: String) {
        let oldest: Session? = state.withLock { state in
            state.clock += 1
            state.sessions[id] = Session(account: account, conversation: conversation, heard: state.clock)
            guard state.sessions.count > Self.capacity, let oldest = state.sessions.min(by: { $0.value.heard < $1.value.heard }) else {
                return nil
            }
            return state.sessions.removeValue(forKey: oldest.key)
        }
        oldest?.conversation.end()
    }

    /// The conversation of that id, where it is this account's.
    func conversation(_ id: String, of account: String) -> MCPServerConversation? {
        state.withLock { state in
            guard let session = state.sessions[id], session.account == account else { return nil }
            state.clock += 1
            state.sessions[id]?.heard = state.clock
            return session.conversation
        }
    }

    /// `false` where there is none of that id.
    func remove(_ id: String, of account: String) -> Bool {
        let session: Session? = state.withLock { state in
            state.sessions[id]?.account == account ? state.sessions.removeValue(forKey: id) : nil
        }
        session?.conversation.end()
        return session != nil
    }

    /// Everybody goes.
    func end() {
        let sessions = state.withLock { state in
            defer { state.sessions = [:] }
            return Array(state.sessions.values)
        }
        for session in sessions { session.conversation.end() }
    }
}
