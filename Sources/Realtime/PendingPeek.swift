/// A look at an utterance's words that was asked for.
struct PendingPeek {
    let tag: Int
    let since: ContinuousClock.Instant

    /// A recogniser that answers later than this has too much to do.
    static let late = Duration.milliseconds(120)
    /// One that answers sooner has time again.
    static let calm = Duration.milliseconds(60)
}
