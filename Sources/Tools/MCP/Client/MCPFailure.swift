/// Why a server of tools did not do what it was asked.
package enum MCPFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// It could not be started, or not be reached.
    case unreachable(String)
    /// It does not let us in, or not do this.
    case refused(String)
    /// The connection ended.
    case closed(String)
    /// It has forgotten our session: a new one is needed.
    case sessionGone
    /// What it sent is not the protocol.
    case malformed(String)
    /// It speaks no revision that we do.
    case foreignRevision(String)
    /// Nothing was heard of the request for so long.
    case timedOut(Duration)
    case cancelled
    /// It answered with an error.
    case answered(MCPError)

    package var description: String {
        switch self {
        case .unreachable(let reason), .refused(let reason), .closed(let reason), .malformed(let reason): reason
        case .sessionGone: "it has forgotten the session"
        case .foreignRevision(let revision):
            "it speaks revision \(revision) of the protocol; Coda speaks \(MCPRevision.allCases.map(\.rawValue).joined(separator: ", "))"
        case .timedOut(let limit): "it said nothing for \(limit.formattedSeconds)"
        case .cancelled: "it was cancelled"
        case .answered(let error): "it answered with error \(error.code): \(MCPText.line(error.message))"
        }
    }
}

extension Duration {
    /// Such as "20 s" or "1.5 s".
    var formattedSeconds: String {
        let tenths = Int((self / .milliseconds(100)).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
