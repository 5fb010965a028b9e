internal import Audio

/// Where a session's time comes from.
package enum SessionTimekeeper: Sendable {
    /// The monotonic clock, from now on.
    case realTime
    case since(ContinuousClock.Instant)
    /// The caller's: time passes only by `advance(to:)`, so that a session can run faster than real time.
    case ownTime

    func started() -> SessionTimekeeper {
        if case .realTime = self { .since(.now) } else { self }
    }

    /// `nil` where the caller keeps the time.
    var now: SessionTime? {
        switch self {
        case .realTime: .zero
        case .since(let start): SessionTime(Int64((ContinuousClock.now - start) / .microseconds(1) * 16 / 1_000))
        case .ownTime: nil
        }
    }
}
