extension CompletionScript {
    var bash: String {
        let names = commands.map { $0.name } + Self.programOptions.map { $0.0 }
        return """
            # Bash completion for coda; made by: coda completion bash

            _coda_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }

            # $1: -f files, -d folders
            _coda_paths() {
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
            }

            _coda() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
                # Bash takes --name=value for three words.
                if [[ $current == = ]]; then
                    current=
                elif [[ $previous == = ]] && ((COMP_CWORD > 2)); then
                    previous=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                COMPREPLY=()
                if ((COMP_CWORD == 1)); then
                    _coda_words "\(names.joined(separator: " "))"
                    return
                fi
                case "${COMP_WORDS[1]} $previous" in
            \(commands.flatMap(bashValues).joined(separator: "\n"))
                esac
                case "${COMP_WORDS[1]}" in
            \(commands.map(bashWords).joined(separator: "\n"))
                esac
            }

            complete -F _coda coda
            """
    }

    /// What follows an option that takes a value.
    private func bashValues(_ command: any Command.Type) -> [String] {
        command.allOptions.compactMap { option in
            guard let value = option.value else { return nil }
            let patterns = option.names.map { "\"\(command.name) \($0)\"" }.joined(separator: " | ")
            return "        \(patterns)) \(bashOffer(value)); return ;;"
        }
    }

    /// Every other word of a command.
    private func bashWords(_ command: any Command.Type) -> String {
        let options = command.allOptions.flatMap(\.names).joined(separator: " ")
        let offer = Self.operand(of: command).map { bashOffer($0) } ?? "_coda_words \"\(options)\""
        return "        \(command.name)) if [[ $current == -* ]]; then _coda_words \"\(options)\"; else \(offer); fi ;;"
    }

    private func bashOffer(_ value: ValueForm) -> String {
        switch value.kind {
        case .file: "_coda_paths -f"
        case .folder: "_coda_paths -d"
        case .choice(let words): "_coda_words \"\(words.joined(separator: " "))\""
        case .number, .text: ":"
        }
    }
}
