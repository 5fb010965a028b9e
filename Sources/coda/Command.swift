/// One subcommand.
protocol Command {
    static var name: String { get }
    /// One line for the list of commands.
    static var summary: String { get }
    /// The whole help text, examples first.
    static var help: String { get }
    static var options: [Arguments.Option] { get }

    static func run(_ arguments: Arguments) async throws
}

extension Command {
    static var isHelp: Arguments.Option { .flag("--help", "-h") }
}
