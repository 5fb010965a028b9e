/// How the program ends. Scripts rely on these numbers.
enum ExitCode: Int32 {
    case ok = 0
    /// What was checked is not as it should be.
    case different = 1
    /// The command line is wrong.
    case usage = 2
    /// A file or text given cannot be used.
    case input = 3
    /// An engine or model is missing or failed.
    case engine = 4
    /// A port, an address or a peer.
    case network = 5

    /// As `--json` writes it.
    var name: String { "\(self)" }
}

/// Ends a command with a message on standard error.
struct CommandLineError: Error {
    let code: ExitCode
    let message: String

    init(_ code: ExitCode, _ message: String) {
        self.code = code
        self.message = message
    }
}
