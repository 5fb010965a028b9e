internal import CPosix
internal import Glibc

/// SIGTERM, SIGINT and SIGHUP, taken on a thread of their own. The second SIGTERM or SIGINT ends the process at once.
///
/// One for the process: the signals' own behaviour is replaced for good.
package struct ProcessSignals: Sendable, AsyncSequence {
    package enum Signal: Sendable, Equatable {
        /// The process is asked to end, by the signal of this number; nothing comes after it.
        case stop(Int32)
        /// Files are to be read again, or the terminal is gone.
        case hangUp
    }

    private let signals: AsyncStream<Signal>

    package init() {
        // Several hang-ups that nobody has taken yet say no more than one; a stop is never dropped, as it is the last.
        let (stream, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(2))
        signals = stream
        let pipe = coda_signals()
        // Without a pipe the signals keep their usual meaning: the process still ends, only less politely.
        guard pipe >= 0 else { return }
        spawnThread(name: "signals") {
            var number = Self.next(pipe)
            while number == SIGHUP {
                continuation.yield(.hangUp)
                number = Self.next(pipe)
            }
            continuation.yield(.stop(number))
            while true {
                let number = Self.next(pipe)
                if number != SIGHUP { _exit(128 + number) }
            }
        }
    }

    /// Returns with the number of the first signal, of whatever kind, for a program that has nothing to read again.
    package func first() async -> Int32 {
        for await signal in self {
            switch signal {
            case .stop(let number): return number
            case .hangUp: return SIGHUP
            }
        }
        // Cancelled: nobody waits for the number.
        return 0
    }

    package func makeAsyncIterator() -> AsyncStream<Signal>.Iterator { signals.makeAsyncIterator() }

    /// Blocks until a signal comes; gives its number.
    private static func next(_ pipe: Int32) -> Int32 {
        var byte: UInt8 = 0
        while unsafe read(pipe, &byte, 1) != 1 {}
        return Int32(byte)
    }
}
