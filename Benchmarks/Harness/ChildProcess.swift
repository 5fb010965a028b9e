internal import Glibc
internal import Resources

/// This program again, in a process of its own.
package enum ChildProcess {
    /// Runs it to its end; what it prints goes to standard error. Gives its exit status, or 128 and the signal that ended it.
    package static func run(_ words: [String]) async throws -> Int32 {
        try await onThread(named: "child") {
            let status = SpawnedProcess.wait(for: try SpawnedProcess.spawn(SpawnedProcess.itself, ["coda"] + words, output: STDERR_FILENO))
            return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        }
    }
}
