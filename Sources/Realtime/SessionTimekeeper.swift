internal import Audio
internal import Dialogue

/// Where a session's time comes from.
package enum SessionTimekeeper: Sendable {
    /// The monotonic clock, from now on.
    case realTime
    case since(ContinuousClock.Instant)
    /// The caller's: time passes only by `advance(to:)`, so that a session can run faster than real time.
    case ownTime
    /// The same, where the wall time too begins when the caller says, in seconds since the epoch: so that a run can be repeated.
    case simulated(wallStart: Int)

    func started() -> SessionTimekeeper {
        if case .realTime = self { .since(.now) } else { self }
    }

    /// `nil` where the caller keeps the time.
    var now: SessionTime? {
        switch self {
        case .realTime: .zero
        case .since(let start): SessionTime(Int64((ContinuousClock.now - start) / .microseconds(1) * 16 / 1_000))
        case .ownTime, .simulated: nil
        }
    }

    /// The wall time in whole seconds since the epoch.
    func wallSecond(at time: SessionTime) -> Int {
        if case .simulated(let start) = self { start + time.milliseconds / 1_000 } else { CivilTime.currentSecond() }
    }
}
