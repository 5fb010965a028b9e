/// Close codes that Coda sends: RFC 6455 section 7.4, and one of the range for private use.
package enum CloseCode: UInt16, Sendable {
    case normal = 1000
    case goingAway = 1001
    case protocolError = 1002
    case unsupportedData = 1003
    case invalidPayload = 1007
    case policyViolation = 1008
    case messageTooBig = 1009
    case internalError = 1011
    case tryAgainLater = 1013
    /// Coda's own: the session goes on with another connection.
    case replaced = 4001
}
