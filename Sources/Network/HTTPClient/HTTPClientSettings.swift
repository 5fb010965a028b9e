/// What all requests of a client share.
package struct HTTPClientSettings: Sendable {
    /// `http://HOST:PORT`, `socks5h://HOST:PORT`…; `nil` uses none, whatever the environment says.
    package var proxy: String?
    /// A PEM file of authorities to trust instead of the system's.
    package var authorities: String?
    package var userAgent = "coda"
    /// Requests at once; more are refused.
    package var maximumTransfers = 512
    /// Connections kept open for later requests.
    package var keptConnections = 64

    package init() {}
}
