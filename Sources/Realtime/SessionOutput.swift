/// Where a session's messages go. Called from the session's task; must return at once.
package protocol SessionOutput: Sendable {
    /// A protocol event as UTF-8 JSON.
    func send(event: [UInt8])
    /// Reply sound in the session's output format, for clients that asked for binary frames.
    func send(sound: [UInt8])
    /// The session is over.
    func end(_ reason: SessionEnd)
}

package enum SessionEnd: Sendable, Equatable {
    /// The client left.
    case disconnected
    /// The server is stopping.
    case serverStopping
}
