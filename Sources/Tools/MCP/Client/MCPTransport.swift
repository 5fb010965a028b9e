package import Wire

/// Carries messages to one server and back.
package protocol MCPTransport: AnyObject, Sendable {
    /// Begins. `deliver` is called from any thread, in order, and `.closed` is the last.
    func open(_ deliver: @escaping @Sendable (MCPArrival) -> Void)
    /// Never waits; what cannot be sent arrives as `.lost` or `.closed`.
    func send(_ parcel: MCPParcel)
    /// Nobody waits for this answer any more. `true` where that is all the server needs to be told.
    func abandon(_ id: MCPRequestID) -> Bool
    /// The handshake is done.
    func began()
    /// Ends the connection, and whatever was started for it; `done` is called once that is gone.
    func close(_ done: @escaping @Sendable () -> Void)
    /// What the server said beside the protocol, for a person who looks for a fault; bounded.
    var diagnostics: String { get }
}

/// What a transport brings.
package enum MCPArrival: Sendable {
    case message(MCPMessage)
    /// Not a message; a bad neighbour's word, or our own limits.
    case garbage(MCPMessage.Malformed)
    /// This request will have no answer.
    case lost(MCPRequestID, MCPFailure)
    case closed(MCPFailure)
}

/// A message on its way out, and what a transport with headers says beside it.
package struct MCPParcel: Sendable {
    package var message: MCPMessage
    /// As agreed; `nil` before that.
    package var revision: MCPRevision?
    /// The called tool's parameters.
    package var schema: JSONValue?
    /// How long the answer may be without a sign; `nil` where it may come at any time.
    package var patience: Duration?
}
