internal import Glibc
internal import Resources

/// One program in the sandbox, from its start to its end.
struct SandboxedProcess: ~Copyable {
    private static let look = Duration.milliseconds(10)

    private let process: pid_t
    private var outputs: [OutputPipe]
    private let limits: CodeLimits
    private let start: ContinuousClock.Instant

    /// - Parameters:
    ///   - words: the program's path and its arguments.
    ///   - input: for its standard input; like the filter and the code it fits in a pipe.
    init(_ words: [String], input: [UInt8], filter: [UInt8], code: [UInt8], limits: CodeLimits) throws(ToolFailure) {
        var closing: [Int32] = []
        defer { for descriptor in closing { close(descriptor) } }
        var child: [Int32] = []
        for bytes in [input, filter, code] {
            guard let end = Self.filled(bytes) else { throw .unavailable("There are no pipes left for the sandbox.") }
            child.append(end)
            closing.append(end)
        }
        var reading: [Int32] = []
        for _ in 0..<2 {
            guard let pipe = try? ChildProcess.pipe() else { break }
            reading.append(pipe.reading)
            closing.append(pipe.writing)
            child.append(pipe.writing)
        }
        let began = ContinuousClock().now
        let started: pid_t
        do throws(ToolFailure) {
            guard reading.count == 2 else { throw .unavailable("There are no pipes left for the sandbox.") }
            started = try Self.start(words, descriptors: [child[0], child[3], child[4], child[1], child[2]])
        } catch {
            for descriptor in reading { close(descriptor) }
            throw error
        }
        self.limits = limits
        outputs = reading.map { OutputPipe($0, keeping: limits.keptOutput) }
        start = began
        process = started
    }

    /// A pipe that holds these bytes and is closed behind them; its reading end.
    private static func filled(_ bytes: [UInt8]) -> Int32? {
        guard let (reading, writing) = try? ChildProcess.pipe() else { return nil }
        defer { close(writing) }
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { unsafe write(writing, $0.baseAddress?.advanced(by: offset), bytes.count - offset) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                close(reading)
                return nil
            }
            offset += count
        }
        return reading
    }

    /// Without any variable of ours.
    private static func start(_ words: [String], descriptors: [Int32]) throws(ToolFailure) -> pid_t {
        do throws(ChildProcess.Failure) {
            return try ChildProcess.start(words, descriptors: descriptors)
        } catch {
            throw .failed("The sandbox could not be started: \(error.reason).")
        }
    }

    /// Waits until it has ended or must be ended. Every process of it is gone when this returns: the kernel ends them all before the first one of
    /// their namespace is gone, and bubblewrap waits for that one.
    mutating func run(isCancelled: @Sendable () -> Bool) -> CodeRun {
        var end = CodeRun.End.exited
        var status: Int32 = 0
        var ended: pid_t = 0
        while true {
            read(within: Self.look)
            ended = unsafe waitpid(process, &status, WNOHANG)
            // Where there is nothing to wait for, it is gone, and nobody knows how.
            if ended != 0, !(ended < 0 && errno == EINTR) { break }
            if end == .exited, let reason = reasonToEnd(isCancelled) {
                end = reason
                let first = ProcessTree.children(of: process)
                for process in first { kill(process, SIGKILL) }
                if first.isEmpty { kill(process, SIGKILL) }
            }
        }
        // What was written just before the end.
        repeat { read(within: .zero) } while outputs.contains { $0.isOpen && $0.hasMore }
        let isKnown = end == .exited && ended == process
        let code = status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : 128 + Int(status & 0x7F)
        return CodeRun(
            end: end, status: isKnown ? code : nil, output: outputs[0].text, errors: outputs[1].text, isCut: outputs.contains { $0.isCut },
            duration: ContinuousClock().now - start)
    }

    private func reasonToEnd(_ isCancelled: @Sendable () -> Bool) -> CodeRun.End? {
        if isCancelled() { return .cancelled }
        if ContinuousClock().now - start > limits.wallTime { return .timeLimit }
        if outputs.reduce(0, { $0 + $1.total }) > limits.totalOutput { return .outputLimit }
        return ProcessTree.memory(below: process) > limits.memory ? .memoryLimit : nil
    }

    /// Reads what is there, waiting up to so long for some.
    private mutating func read(within limit: Duration) {
        var waiting = outputs.map { pollfd(fd: $0.isOpen ? $0.descriptor : -1, events: Int16(POLLIN), revents: 0) }
        let count = unsafe poll(&waiting, nfds_t(waiting.count), Int32(limit / .milliseconds(1)))
        for index in outputs.indices {
            if count > 0, waiting[index].revents != 0 { outputs[index].read() } else { outputs[index].hasMore = false }
        }
    }

    deinit { for output in outputs { close(output.descriptor) } }
}

/// One of its outputs; its beginning is kept.
struct OutputPipe {
    let descriptor: Int32
    private let keeping: Int
    private var bytes: [UInt8] = []
    private(set) var total = 0
    private(set) var isOpen = true
    var hasMore = false

    init(_ descriptor: Int32, keeping: Int) {
        self.descriptor = descriptor
        self.keeping = keeping
    }

    var isCut: Bool { total > bytes.count }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func read() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0 else {
            hasMore = false
            if count == 0 { isOpen = false }
            return
        }
        hasMore = true
        total += count
        bytes += buffer[..<min(count, max(0, keeping - bytes.count))]
    }
}
