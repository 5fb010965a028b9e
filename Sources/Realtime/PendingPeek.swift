internal import Audio

/// A look at an utterance's words that was asked for.
struct PendingPeek {
    let tag: Int
    /// On the session's own clock: where that is simulated, nobody is late because the machine is slow, and a run can be repeated.
    let since: SessionTime

    /// A recogniser that answers later than this has too much to do.
    static let late = SampleRate.hz16000.samples(in: .milliseconds(120))
    /// One that answers sooner has time again.
    static let calm = SampleRate.hz16000.samples(in: .milliseconds(60))
}
