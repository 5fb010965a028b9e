/// What becomes of a WebSocket handshake.
package enum WebSocketAdmission: Sendable {
    /// With the subprotocol to confirm; one that the client did not offer is left out.
    case accept(subprotocol: String?)
    case refuse(HTTPResponse)
}
