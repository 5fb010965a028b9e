/// Where a server listens and how much it grants each peer.
package struct ServerConfiguration: Sendable, Equatable {
    /// A numeric IPv4 or IPv6 address, or a name such as "localhost".
    package var host = "127.0.0.1"
    /// 0 lets the kernel choose.
    package var port = 0
    /// Serves TLS, and nothing else, with this certificate; `nil` serves in the clear.
    package var tls: TLSFiles?
    /// Connections served at once; more are answered 503.
    package var maximumConnections = 16_384
    /// Connections from one address of another machine; more are answered 429.
    package var maximumConnectionsPerPeer = 256
    /// The same for this machine's own addresses; `nil` is without limit.
    package var maximumConnectionsPerLoopbackPeer: Int?
    /// Methods that reach the handler; others are answered 405. `HEAD` reaches it as `GET`.
    package var methods: Set<String> = ["GET", "HEAD", "POST", "PATCH", "DELETE"]
    /// Bytes of request line and headers; more are answered 431.
    package var maximumHeadBytes = 16 << 10
    /// Bytes of an HTTP body; more are answered 413.
    package var maximumBodyBytes = 1 << 20
    /// Bytes of a WebSocket message, all its fragments together; more close the connection with 1009.
    package var maximumMessageBytes = 16 << 20
    /// Bytes that may wait to be sent on one WebSocket; more close it with 1008.
    package var maximumQueuedBytes = 4 << 20
    /// Frames a second that one WebSocket may send in the long run, control frames and fragments among them; more close it with 1008.
    /// `nil` is without limit.
    package var messagesPerSecond: Int? = 500
    /// Frames it may send at once: a recording of 100 s in pieces of 20 ms.
    package var messageBurst = 5_000
    /// From the first byte of a WebSocket message to its last; who takes longer is closed with 1008.
    package var messageTimeout: Duration = .seconds(30)
    /// How long a WebSocket may be silent; it is asked by a ping after half of it, and closed with 1001 at its end.
    package var idleTimeout: Duration = .seconds(600)
    /// From the first byte to the end of a request's head, and from the connection to the first request.
    package var headTimeout: Duration = .seconds(10)
    /// From the end of a head to the end of its body.
    package var bodyTimeout: Duration = .seconds(30)
    /// How long a kept-alive connection may stay silent between requests.
    package var keepAliveTimeout: Duration = .seconds(60)
    /// How long a handler may take for an answer that it gives later; the peer is told 504 then.
    package var answerTimeout: Duration = .seconds(300)
    /// How long a peer may take to read an HTTP response.
    package var responseTimeout: Duration = .seconds(60)
    /// How long a peer may take to answer a close, and to read what is queued before it.
    package var closeTimeout: Duration = .seconds(5)
    /// How long `stop()` waits for connections to close politely.
    package var stopTimeout: Duration = .seconds(5)

    package init() {}
}
