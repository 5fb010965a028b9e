internal import Glibc
internal import Synchronization

/// Runs programs with bubblewrap: in namespaces of their own, without network, with a read-only root that holds the interpreter and its libraries
/// and nothing else of this machine, and with limits on time, memory, processes, files and output.
///
/// As root it first becomes nobody: the kernel does not hold root to a limit on processes.
package struct CodeSandbox: Sendable {
    package let limits: CodeLimits
    private let bubblewrap: String?
    private let limiter: String?
    private let demoter: String?

    package init(limits: CodeLimits = CodeLimits()) {
        self.limits = limits
        bubblewrap = Executable.resolved("/usr/bin/bwrap")
        limiter = Executable.resolved("/usr/bin/prlimit")
        demoter = geteuid() == 0 ? Executable.resolved("/usr/bin/setpriv") : nil
    }

    /// What is missing for this language, for a person to install; `nil` where nothing is.
    package func missing(for language: CodeLanguage) -> String? {
        if bubblewrap == nil { return "bubblewrap is not installed" }
        if limiter == nil || (geteuid() == 0 && demoter == nil) { return "util-linux is not installed" }
        if language.interpreter == nil { return "\(language.name) is not installed (Debian's package \(language.package))" }
        return nil
    }

    /// Runs the code to its end or to a limit. Blocks: for a thread of our own.
    ///
    /// - Parameter isCancelled: looked at every few milliseconds.
    package func run(
        _ code: String, in language: CodeLanguage, input: String = "", isCancelled: @Sendable () -> Bool = { false }
    ) throws(ToolFailure) -> CodeRun {
        if let missing = missing(for: language) { throw .failed("Code cannot be run here: \(missing).") }
        guard let bubblewrap, let limiter, let interpreter = language.interpreter else { throw .failed("Code cannot be run here.") }
        for text in [code, input] where text.utf8.count > limits.code {
            throw .invalidArguments(["code and input: at most \(limits.code) bytes each"])
        }
        var words: [String] = []
        if let demoter { words += [demoter, "--reuid=65534", "--regid=65534", "--clear-groups"] }
        words += [bubblewrap] + isolation(language, interpreter: interpreter)
        let seconds = max(1, Int(limits.wallTime.components.seconds) + 1)
        words += [limiter] + language.memoryLimits(limits.memory)
        words += [
            "--cpu=\(seconds)", "--nproc=\(language.mostTasks)", "--fsize=\(limits.disk)", "--nofile=64", "--core=0", "--memlock=0",
            "--msgqueue=0",
            "--sigpending=64", "--stack=\(8 << 20)",
        ]
        words += [interpreter] + language.arguments(memory: limits.memory)
        var process = try SandboxedProcess(
            words, input: Array(input.utf8), filter: SeccompFilter.program, code: Array(code.utf8), limits: limits)
        let run = process.run(isCancelled: isCancelled)
        // Bubblewrap's own words: nothing of the code has run.
        if run.status != 0, run.errors.hasPrefix("bwrap: ") || run.errors.hasPrefix("setpriv: ") || run.errors.hasPrefix("prlimit: ") {
            throw .failed("The sandbox does not start here: \(run.errors.prefix { $0 != "\n" })")
        }
        return run
    }

    /// Bubblewrap's arguments. The filter comes on descriptor 3, the code on 4.
    private func isolation(_ language: CodeLanguage, interpreter: String) -> [String] {
        var words = [
            "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--uid",
            "1000",
            "--gid", "1000", "--hostname", "sandbox", "--clearenv",
        ]
        for (name, value) in [("PATH", "/usr/bin"), ("HOME", "/home/sandbox"), ("TMPDIR", "/tmp"), ("LANG", "C.UTF-8"), ("TZ", "UTC")] {
            words += ["--setenv", name, value]
        }
        words += ["--ro-bind", "/usr/lib", "/usr/lib", "--symlink", "usr/lib", "/lib", "--ro-bind-try", "/usr/lib64", "/usr/lib64"]
        words += ["--symlink", "usr/lib64", "/lib64"]
        for program in [interpreter, limiter].compactMap({ $0 }) { words += ["--ro-bind", program, program] }
        for folder in language.folders { words += ["--ro-bind-try", folder, folder] }
        // Not --dev and no /proc: both would hold more than is needed, and a file system in memory without a bound.
        words += ["--size", "65536", "--tmpfs", "/dev"]
        for device in ["/dev/null", "/dev/zero", "/dev/urandom"] { words += ["--dev-bind", device, device] }
        words += ["--remount-ro", "/dev"]
        for folder in ["/tmp", "/home/sandbox"] { words += ["--size", "\(limits.disk)", "--perms", "0700", "--tmpfs", folder] }
        words += ["--ro-bind-data", "4", language.fileName, "--chdir", "/home/sandbox", "--remount-ro", "/", "--seccomp", "3", "--"]
        return words
    }
}
