internal import Realtime
internal import Synchronization

/// A session that a client may come back to.
struct ResumableSession: Sendable {
    let session: RealtimeSession
    let output: ResumableOutput
}

/// Sessions that outlive their connections, by the token only their client knows.
final class OpenSessions: Sendable {
    private let sessions = Mutex<[String: ResumableSession]>([:])

    func add(_ session: ResumableSession, token: String) { sessions.withLock { $0[token] = session } }
    func remove(token: String) { sessions.withLock { _ = $0.removeValue(forKey: token) } }

    /// `nil` where the session has ended.
    subscript(token: String) -> ResumableSession? { sessions.withLock { $0[token] } }
}
