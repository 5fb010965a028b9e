internal import Glibc
internal import Resources
internal import Synchronization
internal import Wire

/// Speaks to a program over its standard streams, a message a line. One thread of our own does all the reading, writing and waiting.
package final class MCPChildTransport: MCPTransport {
    private struct State {
        var outbox: [UInt8] = []
        /// Bytes of what it wrote to its standard error last.
        var errors: [UInt8] = []
        var isClosing = false
        var isOpen = false
        /// Who waits for the program's end.
        var waiting: [@Sendable () -> Void] = []
        var failure: MCPFailure?
        /// While the thread runs.
        var wake: WakePipe?
    }

    private let state = Mutex(State())
    private let command: String
    private let arguments: [String]
    private let environment: [String: String]
    private let folder: String?

    /// Bytes of one message, and of what waits to be written.
    private static let largestMessage = 4 << 20
    private static let largestOutbox = 8 << 20
    private static let keptErrors = 8 << 10
    /// How long it is given to end by itself, and then after being asked to.
    private static let grace: Duration = .seconds(2)

    package init(_ command: String, _ arguments: [String], environment: [String: String], folder: String?) {
        self.command = command
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
    }

    package var diagnostics: String { MCPText.block(String(decoding: state.withLock { $0.errors }, as: UTF8.self), limit: Self.keptErrors) }

    package func open(_ deliver: @escaping @Sendable (MCPArrival) -> Void) {
        state.withLock { $0.isOpen = true }
        spawnThread(name: "mcp") { [self] in
            let failure = run(deliver)
            let waiting = state.withLock { state in
                state.isOpen = false
                defer { state.waiting = [] }
                return state.waiting
            }
            deliver(.closed(failure))
            for done in waiting { done() }
        }
    }

    package func send(_ parcel: MCPParcel) {
        let bytes = parcel.message.json.bytes + [UInt8(ascii: "\n")]
        state.withLock { state in
            guard !state.isClosing, state.failure == nil else { return }
            guard state.outbox.count + bytes.count <= Self.largestOutbox else {
                state.failure = .closed("it does not read what it is sent")
                state.wake?.wake()
                return
            }
            state.outbox += bytes
            state.wake?.wake()
        }
    }

    package func abandon(_: MCPRequestID) -> Bool { false }
    package func began() {}

    package func close(_ done: @escaping @Sendable () -> Void) {
        let isGone = state.withLock { state in
            state.isClosing = true
            state.wake?.wake()
            if state.isOpen { state.waiting.append(done) }
            return !state.isOpen
        }
        if isGone { done() }
    }

    // MARK: The thread

    private func run(_ deliver: @Sendable (MCPArrival) -> Void) -> MCPFailure {
        let wake: WakePipe
        var child: ChildProcess
        do throws(ChildProcess.Failure) {
            wake = try WakePipe()
            child = try ChildProcess(command, arguments, environment: Self.environment(with: environment), folder: folder)
        } catch { return .unreachable("\(MCPText.line(command, limit: 200)) could not be started: \(error.reason)") }
        state.withLock { $0.wake = wake }
        defer { state.withLock { $0.wake = nil } }
        var lines = MCPLines(limit: Self.largestMessage)
        let failure = converse(&child, &lines, wake, deliver)
        child.closeInput()
        finish(child)
        let status = child.end()
        return failure ?? .closed(status >= 0 ? "it ended with status \(status)" : "it was ended by signal \(-status)")
    }

    /// Carries messages until one side is done; gives what was wrong, if it was more than its end.
    private func converse(
        _ child: inout ChildProcess, _ lines: inout MCPLines, _ wake: WakePipe, _ deliver: @Sendable (MCPArrival) -> Void
    ) -> MCPFailure? {
        while true {
            let (isClosing, failure, hasOutput) = state.withLock { ($0.isClosing, $0.failure, !$0.outbox.isEmpty) }
            if let failure { return failure }
            if isClosing { return .closed("the connection was closed") }
            let ready = wait(
                [(wake.descriptor, true), (child.output, true), (child.errors, true), (hasOutput ? child.input : -1, false)], nil)
            if ready[0] { wake.clear() }
            if ready[2] { noteErrors(child.errors) }
            if ready[3] { flush(child.input) }
            guard ready[1] else { continue }
            guard let bytes = read(child.output) else { return nil }
            do throws(MCPLines.TooLong) {
                for line in try lines.push(bytes) { deliver(Self.arrival(line)) }
            } catch { return .malformed("it sent a message of more than \(Self.largestMessage >> 20) MiB") }
        }
    }

    /// The variables of our own that it inherits; keys and passwords of ours are not among them.
    private static let inherited = ["HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR", "TZ", "USER"]

    private static func environment(with own: [String: String]) -> [String: String] {
        var variables: [String: String] = [:]
        for name in inherited {
            if let value = unsafe getenv(name) { variables[name] = unsafe String(cString: value) }
        }
        return variables.merging(own) { $1 }
    }

    private static func arrival(_ line: [UInt8]) -> MCPArrival {
        guard let value = try? JSONValue.parse(line) else {
            // Some programs write their log there; it answers nothing.
            return .garbage(MCPMessage.Malformed(error: MCPError(.parse, "This is not JSON.")))
        }
        do throws(MCPMessage.Malformed) { return .message(try MCPMessage(value)) } catch { return .garbage(error) }
    }

    /// Gives it time to end by itself, then asks it to.
    private func finish(_ child: borrowing ChildProcess) {
        for isAsked in [false, true] {
            if isAsked { child.terminate() }
            let end = ContinuousClock.now + Self.grace
            // Both streams end when nobody holds them any more.
            var (outputIsOpen, errorsAreOpen) = (true, true)
            while outputIsOpen || errorsAreOpen {
                let left = end - .now
                guard left > .zero else { break }
                let ready = wait([(outputIsOpen ? child.output : -1, true), (errorsAreOpen ? child.errors : -1, true)], left)
                if ready[0] { outputIsOpen = read(child.output) != nil }
                if ready[1] { errorsAreOpen = noteErrors(child.errors) }
            }
            if !outputIsOpen, !errorsAreOpen { return }
        }
    }

    private func wait(_ descriptors: [(Int32, reading: Bool)], _ limit: Duration?) -> [Bool] {
        var polled = descriptors.map { pollfd(fd: $0.0, events: Int16($0.reading ? POLLIN : POLLOUT), revents: 0) }
        let milliseconds = limit.map { Int32(clamping: Int(($0 / .milliseconds(1)).rounded(.up))) } ?? -1
        guard unsafe poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return descriptors.map { _ in false } }
        return polled.map { $0.revents != 0 }
    }

    /// What is there now; `nil` at the end.
    private func read(_ descriptor: Int32) -> [UInt8]? {
        var isAtEnd = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            let read = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            count = max(0, read)
            isAtEnd = read == 0 || (read < 0 && errno != EAGAIN && errno != EINTR)
        }
        return isAtEnd ? nil : bytes
    }

    /// `false` at their end.
    @discardableResult
    private func noteErrors(_ descriptor: Int32) -> Bool {
        guard let bytes = read(descriptor) else { return false }
        state.withLock { $0.errors = Array(($0.errors + bytes).suffix(Self.keptErrors)) }
        return true
    }

    private func flush(_ descriptor: Int32) {
        let bytes = state.withLock { $0.outbox.prefix(64 << 10) }
        let written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        if written > 0 {
            state.withLock { $0.outbox.removeFirst(written) }
        } else if written < 0, errno != EAGAIN, errno != EINTR {
            // Its end of the pipe is gone; that it ended is noticed where it is read from.
            state.withLock { $0.outbox = [] }
        }
    }
}
