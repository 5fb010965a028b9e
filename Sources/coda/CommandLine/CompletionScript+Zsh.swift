extension CompletionScript {
    var zsh: String {
        let names = commands.map { Self.quoted("\($0.name):\(Self.escaped($0.summary))") }.joined(separator: "\n        ")
        let options = Self.programOptions.map { Self.quoted("\($0.0):\($0.1)") }.joined(separator: "\n        ")
        return """
            #compdef coda
            # Zsh completion for coda; made by: coda completion zsh

            _coda() {
                local -a commands=(
                    \(names)
                    \(options)
                )
                if ((CURRENT == 2)); then
                    _describe -t commands command commands
                    return
                fi
                local command=$words[2]
                shift words
                ((CURRENT--))
                case $command in
            \(commands.map(zshWords).joined(separator: "\n"))
                esac
            }

            if [[ $funcstack[1] == _coda ]]; then _coda "$@"; else compdef _coda coda; fi
            """
    }

    private func zshWords(_ command: any Command.Type) -> String {
        var specifications = command.allOptions.map(zshOption)
        // Without a form for the other words, zsh would complete no option after them.
        let operand = Self.operand(of: command) ?? .text(" ")
        specifications.append(Self.quoted("*:\(Self.escaped(operand.placeholder)):" + zshOffer(operand)))
        return "        \(command.name)) _arguments -S \(specifications.joined(separator: " ")) ;;"
    }

    private func zshOption(_ option: Arguments.Option) -> String {
        let names = option.names.joined(separator: " ")
        let text = "[\(Self.escaped(option.description))]"
        let value = option.value.map { ":\(Self.escaped($0.placeholder)):" + zshOffer($0) } ?? ""
        return option.names.map { name in
            // Long options take their value after a space or "=".
            let form = option.takesValue && name.hasPrefix("--") ? name + "=" : name
            return Self.quoted("(\(names))\(form)\(text)\(value)")
        }.joined(separator: " ")
    }

    private func zshOffer(_ value: ValueForm) -> String {
        switch value.kind {
        case .file: "_files"
        case .folder: "_files -/"
        case .choice(let words): "(\(words.joined(separator: " ")))"
        case .number, .text: " "
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// Colons and brackets have a meaning in specifications.
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(":", with: "\\:").replacing("[", with: "\\[").replacing("]", with: "\\]")
    }
}
