internal import Wire

/// What each server's tools said of themselves when they were approved, so that a tool which becomes another one is noticed.
package struct MCPApprovals: Sendable, Equatable {
    package enum Verdict: Sendable, Equatable {
        /// Seen for the first time, and approved by that.
        case new
        case same
        /// It says something else now than what was approved.
        case changed
    }

    private var known: [String: [String: String]] = [:]

    package init() {}

    /// The content of an approvals file; `nil` where it is none.
    package init?(_ bytes: [UInt8]) {
        guard let servers = (try? JSONValue.parse(bytes))?["servers"]?.object else { return nil }
        for (server, tools) in servers {
            // An entry passed over would be new, and approved by that.
            guard let tools = tools.object, tools.values.allSatisfy({ $0.string != nil }) else { return nil }
            known[server] = tools.compactMapValues(\.string)
        }
    }

    package var bytes: [UInt8] {
        let servers = known.mapValues { JSONValue.object($0.mapValues(JSONValue.string)) }
        return (["servers": .object(servers)] as JSONValue).bytes + [UInt8(ascii: "\n")]
    }

    package mutating func judge(_ offer: MCPToolOffer, of server: String) -> Verdict {
        guard let approved = known[server]?[offer.name] else {
            approve(offer, of: server)
            return .new
        }
        return approved == offer.fingerprint ? .same : .changed
    }

    package mutating func approve(_ offer: MCPToolOffer, of server: String) {
        known[server, default: [:]][offer.name] = offer.fingerprint
    }

    /// Forgets a server: its tools are approved as they are found next.
    package mutating func forget(_ server: String) -> Bool { known.removeValue(forKey: server) != nil }
}
