internal import Glibc

/// A language that code may be run in, if its interpreter is installed.
package enum CodeLanguage: String, Sendable, CaseIterable {
    case python
    case javascript

    var name: String { self == .python ? "Python" : "JavaScript" }

    /// Debian's package.
    var package: String { self == .python ? "python3" : "nodejs" }

    /// Where Debian installs it; programs elsewhere may need folders that the sandbox does not have.
    private var link: String { self == .python ? "/usr/bin/python3" : "/usr/bin/node" }

    /// The program itself; `nil` where it is not installed.
    var interpreter: String? { Executable.resolved(link) }

    var fileName: String { self == .python ? "/code/main.py" : "/code/main.js" }

    /// - Parameter memory: bytes.
    func arguments(memory: Int) -> [String] {
        switch self {
        case .python: ["-I", "-B", "-X", "utf8", fileName]
        case .javascript: ["--max-old-space-size=\(max(32, (memory >> 20) * 3 / 4))", "--single-threaded-gc", fileName]
        }
    }

    /// Processes and threads; V8 and its thread pool start ten.
    var mostTasks: Int { self == .python ? 8 : 24 }

    /// For `prlimit`. V8 reserves far more addresses than it uses, so only what it may write to is bounded there.
    func memoryLimits(_ memory: Int) -> [String] {
        self == .python ? ["--as=\(memory * 2)", "--data=\(memory + (64 << 20))"] : ["--data=\(memory * 2 + (256 << 20))"]
    }

    /// Folders it reads beside the libraries.
    var folders: [String] { self == .python ? [] : ["/usr/share/nodejs", "/usr/share/node_modules"] }
}

/// Programs of this machine.
enum Executable {
    /// The file behind a path, where it can be run.
    static func resolved(_ path: String) -> String? {
        guard unsafe access(path, X_OK) == 0, let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }
}
