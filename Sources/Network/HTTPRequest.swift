/// One HTTP request, as far as Coda needs it.
package struct HTTPRequest: Sendable {
    /// As sent, but `GET` for `HEAD`.
    package var method: String
    /// Percent-decoded, without the query.
    package var path: String
    /// Decoded; the last of a repeated name counts.
    package var query: [String: String]
    /// Lower-case names; the values of a repeated one joined by ", ".
    package var headers: [String: String]
    /// The peer's address, such as "127.0.0.1".
    package var peer: String
    package var body: [UInt8]

    package init(
        method: String, path: String, query: [String: String] = [:], headers: [String: String] = [:], peer: String = "", body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.peer = peer
        self.body = body
    }
}
