internal import Configuration

/// The words after a command's name, sorted into options and the rest.
struct Arguments {
    private(set) var positional: [String] = []
    private var values: [String: String] = [:]
    private var flags: Set<String> = []

    /// Throws a usage error for unknown options (naming the nearest), missing values and repeated options.
    init(_ words: [String], options: [Option], command: String) throws {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                positional += rest
                return
            }
            guard word.hasPrefix("-"), word != "-" else {
                positional.append(word)
                continue
            }
            let (name, attached) = Self.split(word)
            guard let option = options.first(where: { $0.names.contains(name) }) else {
                throw Self.unknown(name, options.flatMap(\.names), command)
            }
            let key = option.names[0]
            guard option.takesValue else {
                guard attached == nil else { throw CommandLineError(.usage, "\(name) takes no value.") }
                flags.insert(key)
                continue
            }
            guard let value = attached ?? rest.popFirst() else { throw CommandLineError(.usage, "\(name) needs a value.") }
            if case .choice(let words)? = option.value?.kind, !words.contains(value) { throw Self.foreign(value, words, name) }
            guard values.updateValue(value, forKey: key) == nil else { throw CommandLineError(.usage, "\(name) is given twice.") }
        }
    }

    /// The names of the options that were given.
    var given: [String] { Array(values.keys) + flags }
    func has(_ name: String) -> Bool { flags.contains(name) }
    func value(_ name: String) -> String? { values[name] }

    /// A whole number within `range`, or the default where the option is absent.
    func integer(_ name: String, in range: ClosedRange<Int>, default standard: Int) throws -> Int {
        guard let text = values[name] else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw CommandLineError(
                .usage, "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\".")
        }
        return number
    }

    private static func split(_ word: String) -> (name: String, value: String?) {
        guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else { return (word, nil) }
        return (String(word[..<equals]), String(word[word.index(after: equals)...]))
    }

    private static func foreign(_ value: String, _ words: [String], _ name: String) -> CommandLineError {
        let hint = Spelling.hint(for: value, among: words)
        return CommandLineError(.usage, "\(name) must be one of \(words.joined(separator: ", ")), not \"\(value)\".\(hint)")
    }

    private static func unknown(_ name: String, _ known: [String], _ command: String) -> CommandLineError {
        let hint = Spelling.hint(for: name, among: known)
        return CommandLineError(.usage, "coda \(command) has no option \(name).\(hint) See: coda \(command) --help")
    }
}
