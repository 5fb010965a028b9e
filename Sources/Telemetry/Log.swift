internal import Glibc

/// The program's log: one line for each event, as a sentence or as JSON.
///
/// Nothing a person said, typed or is called belongs here, nor a key or the query of an address: who writes a line keeps to that, and a test
/// listens to a whole conversation.
package struct Log: Sendable {
    private let level: LogLevel
    private let format: LogFormat
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a line without its end; called on whatever thread has something to say, and must return at once.
    package init(level: LogLevel, format: LogFormat, write: @escaping @Sendable (String) -> Void) {
        self.level = level
        self.format = format
        self.write = write
    }

    /// Says nothing.
    package static let silent = Log(level: .error, format: .text) { _ in }

    /// - Parameters:
    ///   - event: what happened, as a machine looks for it, such as `session.ended`.
    ///   - message: the same as a sentence.
    ///   - fields: in order.
    package func callAsFunction(
        _ level: LogLevel, _ event: StaticString, _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> [(name: String, value: LogValue)] = []
    ) {
        guard level >= self.level else { return }
        write(format.line(level, event, message(), fields()))
    }
}

/// A moment of the wall clock as RFC 3339 writes it, in UTC and milliseconds.
package enum Timestamp {
    package static var now: String {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        var parts = unsafe tm()
        unsafe gmtime_r(&time.tv_sec, &parts)
        func digits(_ number: Int, _ count: Int) -> String {
            let text = "\(number)"
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let date = unsafe "\(parts.tm_year + 1900)-\(digits(Int(parts.tm_mon) + 1, 2))-\(digits(Int(parts.tm_mday), 2))"
        let clock = unsafe "\(digits(Int(parts.tm_hour), 2)):\(digits(Int(parts.tm_min), 2)):\(digits(Int(parts.tm_sec), 2))"
        return "\(date)T\(clock).\(digits(time.tv_nsec / 1_000_000, 3))Z"
    }
}
