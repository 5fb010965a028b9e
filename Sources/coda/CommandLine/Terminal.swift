internal import Glibc
internal import Synchronization

/// Standard output and standard error.
enum Terminal {
    private struct State {
        /// `errno` of the first write to standard output that failed; 0 while all went well.
        var failure: Int32 = 0
        /// A line of progress stands on the terminal.
        var isProgressShown = false
    }

    private static let state = Mutex(State())

    static func print(_ line: String) { print(Array((line + "\n").utf8)) }

    /// Writes to standard output; a failure is kept for `checkOutput`.
    static func print(_ bytes: [UInt8]) {
        state.withLock { state in
            if state.isProgressShown, outputIsTerminal { erase(&state) }
            guard state.failure == 0 else { return }
            if !write(bytes, to: STDOUT_FILENO) { state.failure = errno }
        }
    }

    /// Messages, out of the way of what a script reads.
    static func say(_ line: String) {
        state.withLock { state in
            erase(&state)
            _ = write(Array((line + "\n").utf8), to: STDERR_FILENO)
        }
    }

    /// Shows a line of progress in place of the one before; `nil` erases it.
    static func show(progress line: String?) {
        state.withLock { state in
            erase(&state)
            guard let line else { return }
            state.isProgressShown = write(Array(line.utf8), to: STDERR_FILENO)
        }
    }

    private static func erase(_ state: inout State) {
        guard state.isProgressShown else { return }
        _ = write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
        state.isProgressShown = false
    }

    /// `false` where not all could be written; `errno` says why.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }

    /// Whether further output would reach nobody.
    static var isOutputGone: Bool { state.withLock { $0.failure != 0 } }

    /// Throws where standard output could not be written. A reader that closed its pipe had all it wanted: that is no failure.
    static func checkOutput() throws {
        let failure = state.withLock { $0.failure }
        guard failure != 0, failure != EPIPE else { return }
        throw CommandLineError(.input, "standard output could not be written: \(unsafe String(cString: strerror(failure)))")
    }

    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns of the terminal behind standard error; 80 where it does not say.
    static var columns: Int {
        var size = winsize()
        guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether progress can be shown and erased.
    static var errorsCanBeErased: Bool { isatty(STDERR_FILENO) == 1 && !isDumb }

    private static var isDumb: Bool { environment("TERM") == "dumb" }

    static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name), unsafe value.pointee != 0 else { return nil }
        return unsafe String(cString: value)
    }
}
