/// One subcommand.
protocol Command {
    static var name: String { get }
    /// One line for the list of commands.
    static var summary: String { get }
    /// From it the help, the completion and the man page are made. A command without one writes its whole `help` itself.
    static var guide: Guide? { get }
    /// The whole help text, examples first.
    static var help: String { get }
    static var options: [Arguments.Option] { get }

    static func run(_ arguments: Arguments) async throws
}

extension Command {
    static var guide: Guide? { nil }
    static var help: String { HelpText(of: Self.self).text }

    /// The options every command knows.
    static var commonOptions: [Arguments.Option] { [.flag("--help", "-h", summary: "this help")] }
    static var allOptions: [Arguments.Option] { options + commonOptions }
}
