/// One HTTP request to someone else's server, and what it may cost.
package struct HTTPCall: Sendable {
    package var method: String
    /// `http://` or `https://`, without user name and password.
    package var url: String
    package var headers: [(String, String)]
    package var body: [UInt8]
    /// From the look-up of the name to the connection on which the request can be sent, TLS among it.
    package var connectTimeout: Duration
    /// How long neither side may send a byte once the connection is there.
    package var idleTimeout: Duration
    /// For all of it; `nil` is without limit, as a stream needs.
    package var deadline: Duration?
    /// Bytes of the answer's body, unpacked; more fail with `tooLarge`.
    package var maximumBytes: Int
    /// Follows up to five redirects; another server is then told none of the headers but the harmless ones. Else the redirect is the answer.
    package var followsRedirects: Bool
    /// Asked about the host of the URL and of each redirect, in lower case, without port and brackets; `nil` allows all.
    package var allowsHost: (@Sendable (String) -> Bool)?
    /// Connects only to addresses of the public internet, whatever the name resolves to, and never through a proxy.
    package var refusesPrivateAddresses: Bool
    /// Tells the server that it may compress. Not for streams: a compressor holds back.
    package var acceptsCompression: Bool

    package init(
        method: String = "GET", url: String, headers: [(String, String)] = [], body: [UInt8] = [], connectTimeout: Duration = .seconds(10),
        idleTimeout: Duration = .seconds(30), deadline: Duration? = nil, maximumBytes: Int = 16 << 20, followsRedirects: Bool = false,
        allowsHost: (@Sendable (String) -> Bool)? = nil, refusesPrivateAddresses: Bool = false, acceptsCompression: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.connectTimeout = connectTimeout
        self.idleTimeout = idleTimeout
        self.deadline = deadline
        self.maximumBytes = maximumBytes
        self.followsRedirects = followsRedirects
        self.allowsHost = allowsHost
        self.refusesPrivateAddresses = refusesPrivateAddresses
        self.acceptsCompression = acceptsCompression
    }
}
