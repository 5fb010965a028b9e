internal import Configuration
internal import Glibc
internal import Wire

@main
struct Coda {
    static var commands: [any Command.Type] {
        [
            ServeCommand.self, TalkCommand.self, AskCommand.self, TranscribeCommand.self, SayCommand.self, ConfigCommand.self,
            IntentsCommand.self, MemoryCommand.self, PersonalityCommand.self, ToolsCommand.self, ModelCommand.self, KeysCommand.self,
            MCPCommand.self, ReplayCommand.self, ScenarioCommand.self, DoctorCommand.self, BenchCommand.self, ProfileCommand.self,
            CompletionCommand.self, ManCommand.self, HelpCommand.self,
        ]
    }

    static func main() async {
        // A reader that closes its pipe must not kill the program in the middle of something.
        signal(SIGPIPE, SIG_IGN)
        let words = Array(CommandLine.arguments.dropFirst())
        do {
            try await run(words)
            try Terminal.checkOutput()
            exit(ExitCode.ok.rawValue)
        } catch let error as CommandLineError {
            Terminal.say("coda: \(error.message)")
            exit(error.code.rawValue)
        } catch {
            Terminal.say("coda: \(error)")
            exit(ExitCode.engine.rawValue)
        }
    }

    private static func run(_ words: [String]) async throws {
        guard let first = words.first else {
            Terminal.say(ProgramGuide.help(commands))
            throw CommandLineError(.usage, "a command is needed, such as: coda serve")
        }
        switch first {
        case "--help", "-h": return try await HelpCommand.run(try Arguments(Array(words.dropFirst()), options: [], command: "help"))
        case "--version", "-V": return Terminal.print(words.dropFirst() == ["--json"] ? Version.object.text : "coda \(Version.text)")
        default: break
        }
        let command = try command(named: first)
        let arguments = try Arguments(Array(words.dropFirst()), options: command.allOptions, command: command.name)
        if arguments.has("--help") { return Terminal.print(help: command.help) }
        try await command.run(arguments)
    }

    static func command(named name: String) throws -> any Command.Type {
        if let command = commands.first(where: { $0.name == name }) { return command }
        let hint = Spelling.hint(for: name, among: commands.map { $0.name })
        throw CommandLineError(.usage, "there is no command \"\(name)\".\(hint) See: coda --help")
    }
}
