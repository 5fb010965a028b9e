/// A token bucket: so many at once, and so many more a second.
struct RateAllowance {
    private let perSecond: Double
    private let burst: Double
    private var tokens: Double
    private var filled: Moment

    init(perSecond: Double, burst: Double, now: Moment) {
        self.perSecond = perSecond
        self.burst = burst
        tokens = burst
        filled = now
    }

    /// Takes one; `false` where none is left.
    mutating func take(at now: Moment) -> Bool {
        tokens = min(burst, tokens + now.seconds(since: filled) * perSecond)
        filled = max(filled, now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
