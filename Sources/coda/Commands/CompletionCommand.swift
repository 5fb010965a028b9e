enum CompletionCommand: Command {
    static let name = "completion"
    static let summary = "print a completion script for bash, zsh or fish"
    static let guide: Guide? = Guide(
        usage: ["bash|zsh|fish"],
        examples: [
            Guide.Entry("source <(coda completion bash)", "in this shell, or in ~/.bashrc"),
            Guide.Entry("coda completion zsh > ~/.zfunc/_coda", "a folder of fpath, before compinit"),
            Guide.Entry("coda completion fish > ~/.config/fish/completions/coda.fish", ""),
        ],
        operand: .choice("SHELL", Shell.allCases.map(\.rawValue)),
        notes: [.text("make install puts all three where the shells look for them.")])
    static let options: [Arguments.Option] = []

    static func run(_ arguments: Arguments) async throws {
        guard arguments.positional.count == 1, let shell = Shell(rawValue: arguments.positional[0]) else {
            let known = Shell.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandLineError(.usage, "name one shell: \(known). See: coda completion --help")
        }
        Terminal.print(CompletionScript(commands: Coda.commands).script(for: shell))
    }
}
