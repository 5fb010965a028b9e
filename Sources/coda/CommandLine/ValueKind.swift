/// What a value on the command line is, so that the shell can complete it.
enum ValueKind: Equatable {
    case file
    case folder
    case number
    case text
    /// One of these words.
    case choice([String])
}

/// A value as the help names it: its placeholder and its kind.
struct ValueForm: Equatable {
    var placeholder: String
    var kind: ValueKind

    static func file(_ placeholder: String) -> Self { Self(placeholder: placeholder, kind: .file) }
    static func folder(_ placeholder: String) -> Self { Self(placeholder: placeholder, kind: .folder) }
    static func number(_ placeholder: String) -> Self { Self(placeholder: placeholder, kind: .number) }
    static func text(_ placeholder: String) -> Self { Self(placeholder: placeholder, kind: .text) }
    static func choice(_ placeholder: String, _ words: [String]) -> Self { Self(placeholder: placeholder, kind: .choice(words)) }
}
