internal import Glibc
internal import Resources
internal import Synchronization

/// Ctrl-C and SIGTERM in the middle of a command that ends by itself: says how far it came, and exits with 130 or 143.
final class Interruption: Sendable {
    private let state = Mutex("")

    init() {
        let signals = ProcessSignals()
        // Lives as long as the process: only the signal ends it.
        Task { [self] in
            let number = await signals.first()
            guard number > 0 else { return }
            Terminal.show(progress: nil)
            let told = state.withLock { $0 }
            Terminal.say("coda: interrupted" + (told.isEmpty ? "." : "; \(told)."))
            _exit(128 + number)
        }
    }

    /// What is said about how far the command came.
    func tell(_ text: String) { state.withLock { $0 = text } }
}
