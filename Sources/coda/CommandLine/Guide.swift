/// What a person is told about a command beyond its options.
struct Guide {
    /// What follows "coda COMMAND ", one form a line.
    var usage: [String]
    var examples: [Entry]
    /// What a word that is no option stands for.
    var operand: ValueForm?
    var notes: [Note] = []

    /// A term and what it means, such as a command line and what it does.
    struct Entry {
        var term: String
        var text: String

        init(_ term: String, _ text: String) {
            self.term = term
            self.text = text
        }
    }

    enum Note {
        case text(String)
        case list(String, [Entry])
    }
}
