internal import Glibc

/// A program in a process of its own, so that its memory and time can be told apart; what it prints is read here.
final class SpawnedProcess {
    /// This program.
    static let itself = "/proc/self/exe"

    let identifier: Int32
    private let output: Int32
    private var isStopped = false

    /// - Parameters:
    ///   - path: the program.
    ///   - words: what it is called, and its arguments.
    ///   - environment: NAME=VALUE, beside this process's own or instead of them.
    init(_ path: String, _ words: [String], environment: [String] = []) throws(BenchError) {
        var pipe: [Int32] = [0, 0]
        guard unsafe Glibc.pipe(&pipe) == 0 else { throw BenchError("no pipe could be made: \(unsafe String(cString: strerror(errno)))") }
        output = pipe[0]
        for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(pipe[1]) }
        do throws(BenchError) {
            identifier = try Self.spawn(path, words, output: pipe[1], environment: environment)
        } catch {
            close(pipe[0])
            throw error
        }
    }

    /// Starts a program whose standard output is `output`; gives its process.
    static func spawn(_ path: String, _ words: [String], output: Int32, environment: [String] = []) throws(BenchError) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var variables = unsafe Self.variables(with: environment)
        defer { unsafe variables.dropLast().suffix(environment.count).forEach { unsafe free($0) } }
        var child: pid_t = 0
        let status = unsafe posix_spawn(&child, path, &actions, nil, &pointers, &variables)
        guard status == 0 else {
            throw BenchError("\(words.first ?? path) could not be started: \(unsafe String(cString: strerror(status)))")
        }
        return child
    }

    /// This process's own variables but those given anew, those given, and the end.
    private static func variables(with added: [String]) -> [UnsafeMutablePointer<CChar>?] {
        let names = added.map { $0.prefix { $0 != "=" } + "=" }
        var all: [UnsafeMutablePointer<CChar>?] = unsafe []
        var index = 0
        while let variable = unsafe environ[index] {
            index += 1
            if !names.contains(where: { unsafe String(cString: variable).hasPrefix($0) }) { unsafe all.append(variable) }
        }
        return unsafe all + added.map { unsafe strdup($0) } + [nil]
    }

    /// What it prints next; empty once it has ended.
    func read() -> String {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe Glibc.read(output, &buffer, buffer.count)
        return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }

    /// Waits until a process has ended; gives its status as the kernel has it.
    @discardableResult
    static func wait(for process: Int32) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    func stop() {
        guard !isStopped else { return }
        isStopped = true
        kill(identifier, SIGTERM)
        Self.wait(for: identifier)
        close(output)
    }

    deinit { stop() }
}
