internal import CPosix
internal import Glibc

extension ChildProcess {
    /// Below it are the numbers that a program's own descriptors get.
    private static let lowestDescriptor: Int32 = 32

    /// Starts a program in a session of its own, its signals as they are by default; gives its process.
    ///
    /// - Parameters:
    ///   - words: the path, or a name to be found by PATH, and the arguments.
    ///   - environment: all of it.
    ///   - folder: where it runs; `nil` is where we do.
    ///   - descriptors: ends of `pipe`, which it has as 0, 1, 2 and so on; it has no others.
    package static func start(
        _ words: [String], environment: [String: String] = [:], folder: String? = nil, descriptors: [Int32]
    ) throws(Failure) -> Int32 {
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            unsafe arguments.forEach { unsafe free($0) }
            unsafe variables.forEach { unsafe free($0) }
        }
        var process: pid_t = 0
        let status = unsafe coda_spawn(&process, words[0], &arguments, &variables, folder, descriptors, Int32(descriptors.count))
        guard status == 0 else { throw Failure(status) }
        return process
    }

    /// A pipe that no program inherits but by `start`.
    package static func pipe(blocks: Bool = true) throws(Failure) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        let status = unsafe coda_pipe(&ends, lowestDescriptor, blocks ? 1 : 0)
        guard status == 0 else { throw Failure(status) }
        return (ends[0], ends[1])
    }
}

extension ChildProcess.Failure {
    init(_ code: Int32) { self.init(reason: unsafe String(cString: strerror(code))) }
}
