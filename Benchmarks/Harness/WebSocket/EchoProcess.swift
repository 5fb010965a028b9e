internal import Glibc

/// An echo beside which this program's figures are put, in a process of its own.
final class EchoProcess {
    let identifier: Int32
    private(set) var port = 0
    private let output: Int32

    /// Over libwebsockets in C, where `Benchmarks/peers/build-echo.sh` leaves it.
    static let bare = [".build/peers/lws-echo"]
    /// Over the Python package `websockets`, which `make bench-peers` installs.
    static let python = [".venv-peers/bin/python", "Benchmarks/peers/websockets_echo.py"]

    /// - Parameter command: a program and its arguments; `nil` is given where that is not there.
    init?(_ command: [String]) throws(BenchError) {
        let path = command[0]
        guard unsafe access(path, X_OK) == 0 else { return nil }
        var pipe: [Int32] = [0, 0]
        guard unsafe Glibc.pipe(&pipe) == 0 else { throw BenchError("no pipe could be made.") }
        output = pipe[0]
        for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        var words = unsafe command.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let status = unsafe posix_spawn(&child, path, &actions, nil, &words, environ)
        close(pipe[1])
        guard status == 0 else { throw BenchError("\(path) could not be started: \(unsafe String(cString: strerror(status)))") }
        identifier = child
        // It prints its port once it listens.
        var line = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(output, &line, line.count)
        guard count > 0, let port = Int(String(decoding: line[..<count], as: UTF8.self).split(separator: "\n").first ?? "") else {
            throw BenchError("\(path) did not say its port.")
        }
        self.port = port
    }

    deinit {
        kill(identifier, SIGTERM)
        var status: Int32 = 0
        unsafe waitpid(identifier, &status, 0)
        close(output)
    }
}
