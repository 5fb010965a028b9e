/// Where a session's messages go. Called from the session's task; must return at once.
package protocol SessionOutput: Sendable {
    /// A protocol event as UTF-8 JSON.
    func send(event: [UInt8])
    /// Reply sound in the session's output format, for clients that asked for binary frames.
    func send(sound: [UInt8])
    /// The same, for a message that carries `samples` (16 kHz) of the reply the person waits for.
    func send(event: [UInt8], carrying samples: Int)
    func send(sound: [UInt8], carrying samples: Int)
    /// The session is over.
    func end(_ reason: SessionEnd)
}

extension SessionOutput {
    package func send(event: [UInt8], carrying samples: Int) { send(event: event) }
    package func send(sound: [UInt8], carrying samples: Int) { send(sound: sound) }
}

package enum SessionEnd: Sendable, Equatable {
    /// The client left.
    case disconnected
    /// The server is stopping.
    case serverStopping
    /// The session goes on with another connection.
    case resumedElsewhere
    /// Whoever opened it may not use the server any more.
    case keyRevoked
}
