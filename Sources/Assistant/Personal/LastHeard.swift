internal import Resources
internal import Synchronization

/// When somebody last said something.
final class LastHeard: Sendable {
    /// Milliseconds of silence after which nobody is in the way.
    private static let quiet = 600_000

    private let moment = Atomic(CoarseClock.milliseconds)

    func note() { moment.store(CoarseClock.milliseconds, ordering: .relaxed) }

    var isLongAgo: Bool { CoarseClock.milliseconds - moment.load(ordering: .relaxed) > Self.quiet }
}
