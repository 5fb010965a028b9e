/// Why an HTTP request got no whole answer. Neither address nor headers are in it: they may hold secrets.
package enum HTTPClientError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreachable
    case timedOut
    case tls
    case tooLarge
    /// The request was not made, or not followed further, for this reason.
    case refused(String)
    case cancelled
    /// The connection ended or spoke no HTTP; the text says what libcurl saw.
    case broken(String)

    package var description: String {
        switch self {
        case .unreachable: "the server cannot be reached: check that it runs, its name and its port"
        case .timedOut: "the server did not answer in time: check its load, or allow more time"
        case .tls: "no trusted TLS connection: check the server's certificate and that its authority is trusted here"
        case .tooLarge: "the answer is larger than allowed: ask for less, or allow more"
        case .refused(let why): "the request is refused: \(why)"
        case .cancelled: "the request was cancelled"
        case .broken(let what): "the connection broke (\(what)): try again"
        }
    }
}
