package import Audio

/// What the person has really heard: sound that was sent plays at the pace of time, and not before it was sent; a client may know better.
package struct Playout: Sendable, Equatable {
    /// Samples sent since the response began.
    package private(set) var sent = 0
    /// Samples played of those.
    package private(set) var played = 0
    private var asOf: SessionTime
    /// Samples the client said were heard, and how many fewer that were than ours.
    private var reported = 0
    private var late = 0

    package init(at now: SessionTime) { asOf = now }

    package mutating func advance(to now: SessionTime) {
        guard now > asOf else { return }
        played = min(sent, played + (now - asOf))
        asOf = now
    }

    /// Samples heard: those played, as the client's last report corrects them.
    package var heard: Int { min(sent, max(reported, played - late)) }

    /// The client says how many samples it has played by now. More than were sent are not believed, nor fewer than it said before.
    package mutating func report(_ samples: Int) {
        let told = min(samples, sent)
        guard told >= reported else { return }
        reported = told
        late = played - told
    }

    /// Samples of session time that pass before its first sample can play.
    package func wait(at now: SessionTime) -> Int { max(0, asOf - now) }

    /// How many of `available` samples may leave now, so that at most `lead` samples wait at the ear.
    package func allowance(available: Int, lead: Int) -> Int { max(0, min(available, played + lead - sent)) }

    package mutating func send(_ samples: Int) { sent += samples }

    /// The ear is back after a while in which nothing was played; `unheard` of the samples sent had not reached it.
    package mutating func resume(at now: SessionTime, unheard: Int) {
        asOf = now
        played = max(0, min(played, sent - unheard))
        late = 0
    }
}
