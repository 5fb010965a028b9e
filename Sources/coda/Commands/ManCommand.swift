enum ManCommand: Command {
    static let name = "man"
    static let summary = "print the man page"
    static let guide: Guide? = Guide(
        usage: [""],
        examples: [
            Guide.Entry("coda man | man -l -", "read it"),
            Guide.Entry("coda man > /usr/local/share/man/man1/coda.1", "as make install does"),
        ])
    static let options: [Arguments.Option] = []

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.isEmpty else { throw CommandLineError(.usage, "coda man takes no words. See: coda man --help") }
        Terminal.print(ManualPage(commands: Coda.commands).text)
    }
}
