internal import Resources
internal import Synchronization

/// Where the log's lines go: to standard error, from a thread of its own, so that a reader that stands still holds up no session.
///
/// At most 1,024 lines wait; what comes beyond that is lost, and how much is said in their place.
final class LogOutput: Sendable {
    private let pool = WorkerPool(name: "log", threads: 1, capacity: 1_024)
    private let lost = Atomic(0)
    /// Makes the line that tells of lost ones.
    private let complain: @Sendable (Int) -> String

    init(complain: @escaping @Sendable (Int) -> String) { self.complain = complain }

    func write(_ line: String) {
        let accepted = pool.submit { [self] in
            let missing = lost.exchange(0, ordering: .relaxed)
            if missing > 0 { Terminal.say(complain(missing)) }
            Terminal.say(line)
        }
        if !accepted { lost.wrappingAdd(1, ordering: .relaxed) }
    }

    /// Returns once everything is written that was there; to be called before the program ends.
    func flush() async {
        await withCheckedContinuation { done in
            // The least urgent job comes last.
            if !pool.submit(.background, { done.resume() }) { done.resume() }
        }
    }
}
