package import Wire

/// What there was least of while a server was at its limit.
package struct LoadBound: Sendable, Equatable {
    /// Of what the machine has, taken by the server and by the clients on it.
    package var serverShare = 0.0
    package var clientShare = 0.0
    /// The same of all other programs there.
    package var othersShare = 0.0
    /// Milliseconds by which the clients' frames were late, the p95.
    package var clientLate = 0.0
    /// Of what the process may use.
    package var memoryShare = 0.0
    /// Utterances that waited for a decoder, and those that gave up.
    package var decoderWaits = 0
    package var decoderFailures = 0
    /// The fullest queue, how full it was, and what all of them refused.
    package var queue = ""
    package var queueShare = 0.0
    package var queueRefusals = 0
    package var mailboxShare = 0.0
    package var refusals = 0
    /// What the server says is short.
    package var reason: String?

    package init() {}

    /// The first that was used up, in the order in which one brings about the next.
    package var name: String {
        if memoryShare > 0.8 { return "memory" }
        if serverShare + clientShare + othersShare > 0.9 {
            if othersShare > serverShare { return "other programs on the machine" }
            return clientShare > serverShare ? "the load clients" : "the processor"
        }
        if clientLate > ConcurrencyBench.mostLate { return "the load clients" }
        if decoderFailures > 0 || decoderWaits > 0 { return "the number of decoders" }
        if queueRefusals > 0 || queueShare > 0.9 { return "the queue of the \(queue)" }
        if mailboxShare > 0.9 { return "a session's mailbox" }
        guard refusals > 0 else { return "nothing that was measured" }
        return "the server's own limit" + (reason.map { ", which says: \($0)" } ?? "")
    }

    /// Takes what the server tells of itself: `/v1/stats` before and after.
    package mutating func read(before: JSONValue, after: JSONValue) {
        func grown(_ path: (JSONValue) -> JSONValue?) -> Int { (path(after)?.integer ?? 0) - (path(before)?.integer ?? 0) }
        decoderWaits = grown { $0["recognizer"]?["waits"] }
        decoderFailures = grown { $0["recognizer"]?["busy"] }
        if let resident = after["process"]?["rss_bytes"]?.number, let limit = after["process"]?["memory_limit_bytes"]?.number, limit > 0 {
            memoryShare = resident / limit
        }
        mailboxShare = after["queues"]?["fullest_mailbox_share"]?.number ?? 0
        for name in ["recognizer", "synthesizer", "turn_model"] {
            queueRefusals += grown { $0["queues"]?[name]?["refused"] }
            guard let load = after["queues"]?[name], let waiting = load["waiting"]?.number, let capacity = load["capacity"]?.number,
                capacity > 0, waiting / capacity >= queueShare
            else { continue }
            (queue, queueShare) = (name, waiting / capacity)
        }
    }
}
