/// The same as `coda COMMAND --help`.
enum HelpCommand: Command {
    static let name = "help"
    static let summary = "explain a command"
    static var guide: Guide? {
        Guide(
            usage: ["[COMMAND]"], examples: [Guide.Entry("coda help ask", "the same as coda ask --help")],
            operand: .choice("COMMAND", Coda.commands.map { $0.name }))
    }
    static let options: [Arguments.Option] = []

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.count <= 1 else { throw CommandLineError(.usage, "name one command. See: coda help") }
        guard let name = arguments.positional.first else { return Terminal.print(help: ProgramGuide.help(Coda.commands)) }
        Terminal.print(help: try Coda.command(named: name).help)
    }
}
