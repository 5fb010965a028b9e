package import Audio

/// What the person has really heard: sound that was sent plays at the pace of time, and not before it was sent.
package struct Playout: Sendable, Equatable {
    /// Samples sent since the response began.
    package private(set) var sent = 0
    /// Samples played of those.
    package private(set) var played = 0
    private var asOf: SessionTime

    package init(at now: SessionTime) { asOf = now }

    package mutating func advance(to now: SessionTime) {
        guard now > asOf else { return }
        played = min(sent, played + (now - asOf))
        asOf = now
    }

    /// How many of `available` samples may leave now, so that at most `lead` samples wait at the ear.
    package func allowance(available: Int, lead: Int) -> Int { max(0, min(available, played + lead - sent)) }

    package mutating func send(_ samples: Int) { sent += samples }

    /// The ear is back after a while in which nothing was played; `unheard` of the samples sent had not reached it.
    package mutating func resume(at now: SessionTime, unheard: Int) {
        asOf = now
        played = max(0, min(played, sent - unheard))
    }
}
