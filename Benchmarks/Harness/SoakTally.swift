/// How far a soak has come, and what it has seen.
actor SoakTally {
    private let wanted: Int
    private let between: Int
    private let until: ContinuousClock.Instant?
    private let progress: @Sendable (String) -> Void
    private let start = ContinuousClock.now
    private var memory: MemoryTrend
    private var begun = 0
    private var turns = 0
    private var sessions = 0
    private var errors = 0
    private var spoken = 0
    private var interrupted = 0
    private var unanswered = 0

    /// - Parameters:
    ///   - wanted: turns.
    ///   - between: turns between two looks at the memory.
    ///   - until: no turn begins later than this.
    init(wanted: Int, between: Int, until: ContinuousClock.Instant?, _ progress: @escaping @Sendable (String) -> Void) {
        (self.wanted, self.between, self.until, self.progress) = (wanted, between, until, progress)
        memory = MemoryTrend(expecting: wanted / between)
    }

    /// Whether one more turn is wanted; it counts as begun.
    func begin() -> Bool {
        if let until, ContinuousClock.now >= until { return false }
        guard begun < wanted else { return false }
        begun += 1
        return true
    }

    func ended(_ kind: SoakLane.Kind, isAnswered: Bool) {
        turns += 1
        if kind == .spoken || kind == .over { spoken += 1 }
        if !isAnswered { unanswered += 1 }
        guard turns % between == 0 else { return }
        memory.look(after: turns)
        if turns % 1_000 == 0 { progress("\(turns) turns, \(sessions) sessions, \(errors) errors") }
    }

    func left(errors: Int, interrupted: Int) {
        sessions += 1
        self.errors += errors
        self.interrupted += interrupted
    }

    func add(to report: inout BenchReport) {
        report["turns"] = Double(turns)
        report["sessions"] = Double(sessions)
        report["spoken_turns"] = Double(spoken)
        report["interrupted_replies"] = Double(interrupted)
        report["unanswered_spoken_turns"] = Double(unanswered)
        report["errors"] = Double(errors)
        report["turns_per_s"] = Double(turns) / ((ContinuousClock.now - start) / .seconds(1))
        memory.add(to: &report)
    }
}
