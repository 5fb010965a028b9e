internal import Configuration
internal import Glibc

@main
struct Coda {
    static var commands: [any Command.Type] {
        [
            ServeCommand.self, AskCommand.self, TranscribeCommand.self, SayCommand.self, KeysCommand.self, ConfigCommand.self,
            DoctorCommand.self, BenchCommand.self,
        ]
    }

    static func main() async {
        // A reader that closes its pipe must not kill the program in the middle of something.
        signal(SIGPIPE, SIG_IGN)
        let words = Array(CommandLine.arguments.dropFirst())
        do {
            try await run(words)
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
            Terminal.say(help)
            throw CommandLineError(.usage, "a command is needed, such as: coda serve")
        }
        switch first {
        case "--help", "-h", "help":
            guard words.count > 1, let command = commands.first(where: { $0.name == words[1] }) else { return Terminal.print(help) }
            return Terminal.print(command.help)
        case "--version", "-V": return Terminal.print("coda \(Version.text)")
        default: break
        }
        guard let command = commands.first(where: { $0.name == first }) else {
            let hint = Spelling.nearest(to: first, among: commands.map { $0.name }).map { " Did you mean \($0)?" } ?? ""
            throw CommandLineError(.usage, "there is no command \"\(first)\".\(hint) See: coda --help")
        }
        let arguments = try Arguments(Array(words.dropFirst()), options: command.options + [command.isHelp], command: command.name)
        if arguments.has("--help") { return Terminal.print(command.help) }
        try await command.run(arguments)
    }

    static var help: String {
        let list = commands.map { "  \($0.name.padded(to: 12))\($0.summary)" }.joined(separator: "\n")
        return """
            Coda: a voice assistant that hears, understands and answers on this machine.

            Examples:
              coda serve                        start the server; talk to it at http://127.0.0.1:8642/
              coda ask question.wav             one spoken question, one spoken answer in answer.wav
              coda ask --text "what time is it" the same, typed
              coda say "hello there" -o hi.wav  text to speech
              coda config example               every setting, with its default and reason
              coda doctor                       what is missing, and how to mend it

            Commands:
            \(list)

            coda COMMAND --help tells more about one. coda --version prints the version.
            Exit status: 0 done, 2 wrong command line, 3 unusable input, 4 engine or model, 5 network.
            """
    }
}

extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
