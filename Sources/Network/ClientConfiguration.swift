/// What every client of a pool is granted.
package struct ClientConfiguration: Sendable {
    /// Clients at once.
    package var maximumClients = 2_048
    /// Bytes of a received message; more close the connection with 1009.
    package var maximumMessageBytes = 16 << 20
    /// Bytes that may wait to be sent by one client; more close it with 1008.
    package var maximumQueuedBytes = 16 << 20
    /// From the request to connect to the open WebSocket, whole seconds.
    package var connectTimeout: Duration = .seconds(10)

    package init() {}
}
