extension CompletionScript {
    var fish: String {
        var lines = ["# Fish completion for coda; made by: coda completion fish", "complete -c coda -f"]
        for command in commands {
            lines.append("complete -c coda -n __fish_use_subcommand -a \(command.name) -d \(Self.quoted(command.summary))")
        }
        for (name, text) in Self.programOptions {
            lines.append("complete -c coda -n __fish_use_subcommand -l \(name.dropFirst(2)) -d \(Self.quoted(text))")
        }
        for command in commands {
            let when = "complete -c coda -n '__fish_seen_subcommand_from \(command.name)'"
            lines += command.allOptions.map { when + fishOption($0) }
            if let operand = Self.operand(of: command), let offer = fishOffer(operand) { lines.append(when + offer) }
        }
        return lines.joined(separator: "\n")
    }

    private func fishOption(_ option: Arguments.Option) -> String {
        let names = option.names.map { $0.hasPrefix("--") ? " -l \($0.dropFirst(2))" : " -s \($0.dropFirst())" }.joined()
        let value = option.value.map { ($0.kind == .file ? " -r" : " -x") + (fishOffer($0) ?? "") } ?? ""
        return names + value + " -d " + Self.quoted(option.description)
    }

    private func fishOffer(_ value: ValueForm) -> String? {
        switch value.kind {
        case .file: " -F"
        case .folder: " -a '(__fish_complete_directories)'"
        case .choice(let words): " -a \(Self.quoted(words.joined(separator: " ")))"
        case .number, .text: nil
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
