internal import CPosix
internal import Glibc

/// Waits for SIGTERM and SIGINT on a thread of its own. The second signal ends the process at once.
///
/// One for the process: the signals' own behaviour is replaced for good.
package struct StopSignals: Sendable {
    private let signals: AsyncStream<Int32>

    package init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingOldest(1))
        signals = stream
        let pipe = coda_stop_signals()
        // Without a pipe the signals keep their usual meaning: the process still ends, only less politely.
        guard pipe >= 0 else { return }
        spawnThread(name: "signals") {
            continuation.yield(Self.next(pipe))
            _exit(128 + Self.next(pipe))
        }
    }

    /// Returns after the first signal, with its number.
    @discardableResult
    package func first() async -> Int32 {
        for await signal in signals { return signal }
        // Cancelled: nobody waits for the number.
        return 0
    }

    /// Blocks until a signal comes; gives its number.
    private static func next(_ pipe: Int32) -> Int32 {
        var byte: UInt8 = 0
        while unsafe read(pipe, &byte, 1) != 1 {}
        return Int32(byte)
    }
}
