extension Arguments {
    /// One option a command knows. Help, completion and the man page are all made from it.
    struct Option {
        /// Every spelling; the first is the option's name within the program.
        let names: [String]
        /// `nil` for an option without a value.
        let value: ValueForm?
        /// One line for the help.
        let summary: String
        /// What holds where the option is absent, as a person reads it.
        let standard: String?

        var takesValue: Bool { value != nil }

        /// Short spellings first, as people write them.
        var spellings: [String] { names.filter { !$0.hasPrefix("--") } + names.filter { $0.hasPrefix("--") } }

        /// "-o, --output FILE.wav"
        var form: String { spellings.joined(separator: ", ") + (value.map { " \($0.placeholder)" } ?? "") }

        var description: String { summary + (standard.map { " (default \($0))" } ?? "") }

        /// An option followed by a value, such as `--port 8642` or `--port=8642`.
        static func value(_ names: String..., form: ValueForm = .text("VALUE"), summary: String = "", default standard: String? = nil)
            -> Option
        {
            Option(names: names, value: form, summary: summary, standard: standard)
        }

        static func flag(_ names: String..., summary: String = "") -> Option {
            Option(names: names, value: nil, summary: summary, standard: nil)
        }
    }
}
