/// What happens to a request as it happens: a head, pieces of the body, and one end.
package enum HTTPStreamEvent: Sendable {
    /// Names in lower case, in the order of the answer.
    case head(status: Int, headers: [(String, String)])
    case body([UInt8])
    case finished
    case failed(HTTPClientError)
}
