/// What the completion scripts of every shell are made from.
struct CompletionScript {
    let commands: [any Command.Type]

    /// The words offered in place of the first, beside the commands.
    static let programOptions = [("--help", "help"), ("--version", "the version")]

    /// Lower-case words of a placeholder, such as "FILE.wav", name what is asked for.
    static func operand(of command: any Command.Type) -> ValueForm? { command.guide?.operand }

    func script(for shell: Shell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }
}

/// A shell that Coda can complete in.
enum Shell: String, CaseIterable {
    case bash, zsh, fish
}
