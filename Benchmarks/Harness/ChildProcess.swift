internal import Glibc
internal import Resources

/// This program again, in a process of its own.
package enum ChildProcess {
    /// Runs it to its end; what it prints goes to standard error. Gives its exit status, or 128 and the signal that ended it.
    package static func run(_ words: [String]) async throws -> Int32 {
        try await onThread(named: "child") {
            var actions = unsafe posix_spawn_file_actions_t()
            unsafe posix_spawn_file_actions_init(&actions)
            unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
            defer { unsafe posix_spawn_file_actions_destroy(&actions) }
            var pointers = unsafe (["coda"] + words).map { unsafe strdup($0) } + [nil]
            defer { unsafe pointers.forEach { unsafe free($0) } }
            var child: pid_t = 0
            let failure = unsafe posix_spawn(&child, "/proc/self/exe", &actions, nil, &pointers, environ)
            guard failure == 0 else { throw BenchError("the program could not be started: \(unsafe String(cString: strerror(failure)))") }
            var status: Int32 = 0
            while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
            return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        }
    }
}
