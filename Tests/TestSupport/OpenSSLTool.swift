internal import Glibc

/// Certificates for tests, made by the `openssl` program in a folder of their own.
package final class OpenSSLTool {
    private let folder = TemporaryFolder("tls")

    package static let isHere = run("openssl", ["version"])
    /// Why a test that needs it is skipped.
    package static let absent = "the openssl program is not installed"

    package init() {}

    package func path(_ name: String) -> String { folder.file(name) }

    /// Makes `NAME.pem` and `NAME.key` for 127.0.0.1, good for two days.
    package func certificate(_ name: String) -> Bool {
        Self.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=\(name)",
                "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path(name + ".key"), "-out", path(name + ".pem"),
                "-days", "2",
            ])
    }

    /// Makes `NAME.pem` one that expired yesterday.
    package func expire(_ name: String) -> Bool {
        let file = path(name + ".pem")
        return Self.run("openssl", ["x509", "-in", file, "-signkey", path(name + ".key"), "-days", "-1", "-out", file])
    }

    /// Renames one file of the folder over another, as a tool that renews certificates does.
    package func move(_ name: String, over other: String) -> Bool { unsafe rename(path(name), path(other)) == 0 }

    /// Whether the program ended well.
    @discardableResult
    package static func run(_ program: String, _ arguments: [String]) -> Bool {
        var pointers = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var child: pid_t = 0
        guard unsafe posix_spawnp(&child, program, &actions, nil, &pointers, environ) == 0 else { return false }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 { guard errno == EINTR else { return false } }
        return status == 0
    }
}
