internal import Glibc
internal import Resources

/// Waits for SIGTERM and SIGINT on a thread of its own. The second signal ends the process at once.
struct StopSignals {
    private let stream: AsyncStream<Void>

    /// Must come before other threads start: they inherit the blocked signals.
    init() {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        let blocked = set
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingOldest(1))
        self.stream = stream
        spawnThread(name: "signals") {
            var waited = blocked
            var signal: Int32 = 0
            unsafe sigwait(&waited, &signal)
            continuation.yield()
            unsafe sigwait(&waited, &signal)
            _exit(128 + signal)
        }
    }

    func first() async {
        for await _ in stream { return }
    }
}
