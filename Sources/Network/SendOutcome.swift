/// What became of a message handed to `WebSocketConnection.send`.
package enum SendOutcome: Sendable, Equatable {
    case queued
    /// The peer reads too slowly: the connection's queue is full, and it is being closed with 1008.
    case overflow
    /// The connection is gone.
    case closed
}
