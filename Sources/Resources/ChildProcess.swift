internal import Glibc

/// A program that was started for us: in a session of its own, so that nothing it starts outlives it.
///
/// For one thread, which must be of our own: `end` blocks.
package struct ChildProcess: ~Copyable {
    package struct Failure: Error, Sendable, Equatable {
        package let reason: String
    }

    private let process: pid_t
    /// What we write; -1 once closed. None of the three blocks.
    package private(set) var input: Int32
    package let output: Int32
    package let errors: Int32

    /// - Parameters:
    ///   - command: a path, or a name to be found by PATH.
    ///   - environment: all of it.
    ///   - folder: where it runs; `nil` is where we do.
    package init(_ command: String, _ arguments: [String], environment: [String: String], folder: String? = nil) throws(Failure) {
        let input = try Pipe()
        let output = try Pipe()
        let errors = try Pipe()
        process = try Self.start(
            [command] + arguments, environment: environment, folder: folder, descriptors: [input.read, output.write, errors.write])
        self.input = input.takeWrite()
        self.output = output.takeRead()
        self.errors = errors.takeRead()
        for descriptor in [self.input, self.output, self.errors] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    }

    /// It is told that there is no more to read.
    package mutating func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// Asks it, and everything it started, to end.
    package func terminate() { kill(-process, SIGTERM) }

    /// Ends it and everything it started. Blocks until it is gone; gives its exit status, or a signal's number below zero.
    package consuming func end() -> Int {
        // Before the process is waited for, so that the group's number is still its own.
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        closeInput()
        close(output)
        close(errors)
        return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : -Int(status & 0x7F)
    }

    /// A pipe whose ends are closed where nobody took them.
    private struct Pipe: ~Copyable {
        let read: Int32
        let write: Int32
        private var keepsRead = false
        private var keepsWrite = false

        init() throws(Failure) {
            (read, write) = try ChildProcess.pipe()
        }

        consuming func takeRead() -> Int32 {
            keepsRead = true
            return read
        }

        consuming func takeWrite() -> Int32 {
            keepsWrite = true
            return write
        }

        deinit {
            if !keepsRead { close(read) }
            if !keepsWrite { close(write) }
        }
    }
}
