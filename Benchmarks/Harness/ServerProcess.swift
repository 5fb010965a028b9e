internal import Glibc

/// A server of the benchmark's own: the same program, in a process of its own so that its memory and time can be told apart.
final class ServerProcess {
    let identifier: Int32
    private(set) var port = 0
    private let output: Int32
    private var isStopped = false

    /// Starts `coda serve` and waits until it says it is ready.
    ///
    /// - Parameters:
    ///   - keys: a keys file; without one everybody on this machine is welcome.
    ///   - environment: NAME=VALUE, added to this process's own.
    init(slots: Int, keys: String? = nil, environment: [String] = []) throws {
        var pipe: [Int32] = [0, 0]
        guard unsafe Glibc.pipe(&pipe) == 0 else { throw BenchError("no pipe could be made: \(Self.systemError())") }
        output = pipe[0]
        for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        let words = ["coda", "serve", "--port", "0", "--slots", "\(slots)"] + (keys.map { ["--keys", $0] } ?? [])
        var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var variables = unsafe Self.variables(with: environment)
        defer { unsafe variables.dropLast().suffix(environment.count).forEach { unsafe free($0) } }
        var child: pid_t = 0
        let status = unsafe posix_spawn(&child, "/proc/self/exe", &actions, nil, &pointers, &variables)
        close(pipe[1])
        guard status == 0 else { throw BenchError("the server could not be started: \(unsafe String(cString: strerror(status)))") }
        identifier = child
        port = try readPort()
    }

    /// This process's own variables, those given, and the end.
    private static func variables(with added: [String]) -> [UnsafeMutablePointer<CChar>?] {
        var all: [UnsafeMutablePointer<CChar>?] = unsafe []
        while true {
            guard let variable = unsafe environ[unsafe all.count] else { break }
            unsafe all.append(variable)
        }
        return unsafe all + added.map { unsafe strdup($0) } + [nil]
    }

    /// The server prints its addresses once it is ready; the port is in them.
    private func readPort() throws -> Int {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe read(output, &buffer, buffer.count)
            guard count > 0 else { throw BenchError("the server ended before it was ready; run coda serve to see why.") }
            text += String(decoding: buffer[..<count], as: UTF8.self)
            guard let line = text.split(separator: "\n").first(where: { $0.contains("ws://") }), text.hasSuffix("\n") else { continue }
            if let port = line.split(separator: ":").last?.split(separator: "/").first.flatMap({ Int($0) }) { return port }
        }
    }

    /// Waits until it has nothing left to load: a server is measured as it is most of its life.
    func settle() async throws {
        var used = ProcessFile.processorSeconds(of: identifier)
        for _ in 0..<60 {
            try await Task.sleep(for: .milliseconds(500))
            let now = ProcessFile.processorSeconds(of: identifier)
            if now - used < 0.03 { return }
            used = now
        }
        throw BenchError("the server was still busy 30 s after it had been ready.")
    }

    func stop() {
        guard !isStopped else { return }
        isStopped = true
        kill(identifier, SIGTERM)
        var status: Int32 = 0
        unsafe waitpid(identifier, &status, 0)
        close(output)
    }

    deinit { stop() }

    private static func systemError() -> String { unsafe String(cString: strerror(errno)) }
}
