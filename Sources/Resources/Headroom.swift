/// Judges from measurements how much more a server can take: what each session gets, and whether another one is let in.
///
/// A value without a clock. A measure divided by its limit is its pressure; the greatest pressure counts. At 1 a session gets less, step by
/// step, until the pressure is gone; and nobody is let in whose conversation would bring it to 1.
package struct Headroom: Sendable {
    package private(set) var level = ServiceLevel.full
    private let limits: HeadroomLimits
    private var last: HeadroomSample?

    // Smoothed; in processors, and shares of the limits.
    private var own = 0.0
    private var others = 0.0
    private var latePressure = 0.0
    private var recognizerPressure = 0.0
    /// Processors that a live session takes, over the last minutes.
    private var learnt: Double

    /// When the latest were let in.
    private var admitted: [Duration] = []
    private var isRefusing = false
    private var refusedSince = Duration.zero

    private var steppedAt = Duration.zero
    private var isRecovering = false
    /// The greatest pressure over some seconds.
    private var longPressure = 0.0
    /// When the pressure was last at a limit.
    private var pressedAt = Duration.zero
    private var calm = Headroom.shortestCalm

    // In seconds. Busy processors harm nobody by themselves, and few conversations use them in bursts; waits do harm.
    private static let useSmoothing = 4.0
    private static let waitSmoothing = 1.0
    private static let longSmoothing = 5.0
    /// Longer than a round of talk lasts: people who have just come listen before they speak, and are no cheaper for it.
    private static let learning = 120.0
    /// People happen to speak at the same time. Of what conversations take on the average, their sum differs by the square root of their
    /// number; this much of a conversation's cost is kept free for each unit of it. Without it, answers came late with 25 people (coda bench
    /// concurrency).
    private static let spread = 0.8
    /// One measure beyond its limit is no trend.
    private static let greatestPressure = 2.0
    private static let lowPressure = 0.75
    private static let openingPressure = 0.9
    /// How long a step is given to work before the next one.
    private static let stay = Duration.seconds(1)
    /// So long after the last limit, low pressure takes a step back. Where that was too early, it is twice as long the next time.
    private static let shortestCalm = Duration.seconds(5)
    private static let longestCalm = Duration.seconds(60)
    private static let shortestRefusal = Duration.seconds(2)
    /// How long it takes at most from being let in to the first sound.
    private static let arrival = Duration.milliseconds(500)

    package init(_ limits: HeadroomLimits = HeadroomLimits()) {
        self.limits = limits
        learnt = limits.expectedCost
    }

    // MARK: What is measured

    /// Takes one more sample, about four a second; gives the level where it has changed.
    package mutating func on(_ sample: HeadroomSample) -> ServiceLevel? {
        defer { last = sample }
        guard let last, sample.time > last.time else { return nil }
        let seconds = (sample.time - last.time) / .seconds(1)
        let share = seconds / (Self.useSmoothing + seconds)
        let used = (sample.ownSeconds - last.ownSeconds) / seconds
        let busy = (sample.machineSeconds - last.machineSeconds) / seconds
        own += share * (used - own)
        others += share * (busy - used - others)
        let waitShare = seconds / (Self.waitSmoothing + seconds)
        latePressure += waitShare * (Self.pressure(sample.lateness, limits.lateness) - latePressure)
        recognizerPressure += waitShare * (Self.pressure(sample.recognizerWait, limits.recognizerWait) - recognizerPressure)
        longPressure += seconds / (Self.longSmoothing + seconds) * (greatest.pressure - longPressure)
        learn(used, Double(sample.liveSessions), seconds)
        guard limits.isEnabled else { return nil }
        return step(at: sample.time)
    }

    private static func pressure(_ value: Duration, _ limit: Duration) -> Double { min(greatestPressure, value / limit) }

    private mutating func learn(_ used: Double, _ sessions: Double, _ seconds: Double) {
        // What is used while nobody talks is no conversation's.
        guard sessions > 0 else { return }
        learnt += seconds / (Self.learning + seconds) * (used / sessions - learnt)
    }

    /// Processors that one more live conversation is expected to take.
    package var cost: Double { max(limits.leastCost, learnt) }

    /// Processors the process can count on: those that nobody else uses, and half of what it may use in any case, for the kernel shares fairly.
    package var capacity: Double {
        guard let last else { return 1 }
        return min(last.processors, max(last.machineProcessors - max(0, others), last.processors / 2))
    }

    /// Processors in use by this process.
    package var use: Double { own }

    private var processorPressure: Double { own / (capacity * limits.processorShare) }

    /// Processors that those who are inside will need: who listens now speaks soon.
    private var expectedUse: Double { max(own, cost * Double(last?.liveSessions ?? 0)) }

    private var greatest: (pressure: Double, shortage: Shortage) {
        let processor = processorPressure
        if recognizerPressure > max(processor, latePressure) { return (recognizerPressure, .recognizer) }
        return latePressure > processor ? (latePressure, .lateness) : (processor, .processor)
    }

    /// How far the nearest limit is, 0...1.
    package var share: Double { min(1, max(0, 1 - greatest.pressure)) }

    // MARK: What each session gets

    private mutating func step(at time: Duration) -> ServiceLevel? {
        if greatest.pressure >= 1 {
            pressedAt = time
            guard level.next != level, level == .full || time - steppedAt >= Self.stay else { return nil }
            if isRecovering, time - steppedAt < calm * 2 { calm = min(Self.longestCalm, calm * 2) }
            return go(to: level.next, at: time, recovers: false)
        }
        let quiet = time - max(pressedAt, steppedAt)
        guard level > .full else {
            if quiet >= Self.longestCalm { calm = Self.shortestCalm }
            return nil
        }
        guard quiet >= calm, longPressure <= Self.lowPressure else { return nil }
        return go(to: level.previous, at: time, recovers: true)
    }

    private mutating func go(to level: ServiceLevel, at time: Duration, recovers: Bool) -> ServiceLevel {
        self.level = level
        steppedAt = time
        isRecovering = recovers
        return level
    }

    // MARK: Who is let in

    /// Lets one more session in, or says what is short. Nobody is refused where no session is open.
    package mutating func admit(openSessions: Int, at time: Duration) -> Shortage? {
        admitted.removeAll { time - $0 >= Self.arrival }
        let shortage = refusal(openSessions: openSessions, at: time)
        if shortage == nil {
            isRefusing = false
            admitted.append(time)
        } else if !isRefusing {
            isRefusing = true
            refusedSince = time
        }
        return shortage
    }

    /// What is short for one more session; `nil` where it would be let in.
    package func refusal(openSessions: Int, at time: Duration) -> Shortage? {
        guard limits.isEnabled, openSessions > 0 else { return nil }
        // Those that are served get everything again before there is another one.
        if level > .full { return shortage }
        let coming = Double(admitted.count { time - $0 < Self.arrival })
        let sessions = Double(last?.liveSessions ?? 0) + coming + 1
        let processor = (expectedUse + cost * (coming + 1 + Self.spread * sessions.squareRoot())) / (capacity * limits.processorShare)
        let bar = isRefusing ? Self.openingPressure : 1
        if processor > bar { return .processor }
        if recognizerPressure >= bar { return .recognizer }
        if latePressure >= bar { return .lateness }
        return isRefusing && time - refusedSince < Self.shortestRefusal ? greatest.shortage : nil
    }

    /// What is nearest to its limit.
    package var shortage: Shortage { greatest.shortage }

    /// When one who was refused may hope for more.
    package var retryAfter: Duration { .seconds(3) + calm * level.step }
}
