internal import Glibc
internal import Resources
internal import Synchronization
internal import Telemetry

/// Measures four times a second how much more the server can take, and decides what sessions get and who is let in. Any thread.
final class ServiceWatch: Sendable {
    /// How things are, for those who ask.
    struct Status: Sendable, Equatable {
        var level: ServiceLevel
        /// 0...1
        var headroom: Double
        var admits: Bool
        /// What is short; `nil` where nothing is.
        var shortage: Shortage?
        /// Processors in use by this process, and those it can count on.
        var use: Double
        var capacity: Double
        /// Processors that one more conversation is expected to take.
        var cost: Double
    }

    /// What sessions look at.
    let state = ServiceState()
    private let headroom: Mutex<Headroom>
    private let log: Log
    private let now: @Sendable () -> ContinuousClock.Instant
    private let began: ContinuousClock.Instant
    private let isStopped = Atomic(false)

    private static let intervalMicroseconds: UInt32 = 250_000

    init(_ limits: HeadroomLimits, log: Log, now: @escaping @Sendable () -> ContinuousClock.Instant) {
        headroom = Mutex(Headroom(limits))
        self.log = log
        self.now = now
        began = now()
    }

    private var time: Duration { now() - began }

    /// Ends within a quarter of a second of `stop`.
    ///
    /// - Parameters:
    ///   - measure: how things are now; the time is filled in.
    ///   - follow: called after each change of the level.
    func start(measure: @escaping @Sendable () -> HeadroomSample, follow: @escaping @Sendable (ServiceLevel) -> Void) {
        spawnThread(name: "headroom") { [self] in
            while !isStopped.load(ordering: .relaxed) {
                if let level = take(measure()) { follow(level) }
                usleep(Self.intervalMicroseconds)
            }
        }
    }

    func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Judges by one more sample; gives the level where it has changed.
    func take(_ sample: HeadroomSample) -> ServiceLevel? {
        var sample = sample
        sample.time = time
        let (level, shortage, share) = headroom.withLock { headroom in (headroom.on(sample), headroom.shortage, headroom.share) }
        guard let level else { return nil }
        let isDegraded = level > .full
        state.current = ServiceState.Standing(level: level, shortage: isDegraded ? shortage : nil)
        var fields: [(name: String, value: LogValue)] = [("level", .text(level.rawValue)), ("headroom", .number(Self.rounded(share)))]
        if isDegraded { fields.append(("reason", .text(shortage.rawValue))) }
        log(isDegraded ? .warning : .info, "service.level", "sessions are served at another level", fields)
        return level
    }

    private static func rounded(_ share: Double) -> Double { (share * 100).rounded() / 100 }

    /// Lets one more session in, or says why not.
    func admit(openSessions: Int) -> Overload? {
        headroom.withLock { headroom in
            headroom.admit(openSessions: openSessions, at: time).map { Overload(shortage: $0, wait: headroom.retryAfter) }
        }
    }

    func status(openSessions: Int) -> Status {
        headroom.withLock { headroom in
            let refusal = headroom.refusal(openSessions: openSessions, at: time)
            return Status(
                level: headroom.level, headroom: headroom.share, admits: refusal == nil,
                shortage: refusal ?? (headroom.level > .full ? headroom.shortage : nil), use: headroom.use, capacity: headroom.capacity,
                cost: headroom.cost)
        }
    }
}
