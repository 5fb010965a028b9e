internal import Resources

/// Looks at a server's level once a second.
final class ServerWatch: Sendable {
    private struct State {
        var looks = 0
        var degraded = 0
        var levels: [String] = []
        var reasons: Set<String> = []
        var isEnding = false
    }

    private let state = ThreadCondition(State())

    init(port: Int) {
        spawnThread(name: "watch") { [self] in
            var next = ContinuousClock.now
            while !state.withLock({ $0.isEnding }) {
                let now = ServerState.of(port: port)
                state.withLock { state in
                    state.looks += 1
                    if let reason = now.reason { state.reasons.insert(reason) }
                    guard !now.isFull else { return }
                    state.degraded += 1
                    if !state.levels.contains(now.level) { state.levels.append(now.level) }
                }
                next += .seconds(1)
                Pause.until(next)
            }
        }
    }

    func end() { state.withLock { $0.isEnding = true } }

    /// Of the looks, those that found it at another level than the full one.
    var degradedShare: Double { state.withLock { $0.looks == 0 ? 0 : Double($0.degraded) / Double($0.looks) } }

    /// The levels below the full one in the order in which they were seen, and the reasons told.
    var seen: (levels: [String], reasons: [String]) { state.withLock { ($0.levels, $0.reasons.sorted()) } }
}
