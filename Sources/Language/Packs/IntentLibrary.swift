package import Configuration

/// The packs in use: those of later folders and files lie over the earlier ones.
package struct IntentLibrary: Sendable, Equatable {
    /// By name.
    package private(set) var intents: [String: PackIntent] = [:]
    /// In alphabetical order of their names.
    package private(set) var ordered: [PackIntent] = []
    /// Where each intent in use comes from: its file.
    package private(set) var sources: [String: String] = [:]

    package init() {}

    /// One layer after the other; within a layer no two intents may have the same name, and what they refer to must be there.
    package static func combine(_ layers: [[IntentPack]]) -> (library: IntentLibrary, mistakes: [Mistake]) {
        var library = IntentLibrary()
        var mistakes: [Mistake] = []
        for layer in layers {
            var own: [String: String] = [:]
            for pack in layer {
                for intent in pack.intents {
                    if let other = own[intent.name] {
                        mistakes.append(
                            Mistake(
                                pack.file, intent.place,
                                "the intent \(quoted(intent.name)) is in \(other) too: give one of them another name."))
                        continue
                    }
                    own[intent.name] = pack.file
                    library.intents[intent.name] = intent
                    library.sources[intent.name] = pack.file
                }
            }
        }
        library.ordered = library.intents.values.sorted { $0.name < $1.name }
        for intent in library.ordered {
            let named =
                intent.followUp.map { ("follow_up", $0) } + (intent.cancelWith.map { [("cancel_with", $0)] } ?? [])
                + (intent.offer.map { [("offer", $0.intent)] } ?? [])
            for (key, name) in named where library.intents[name] == nil {
                let near = Spelling.hint(for: name, among: library.ordered.map(\.name))
                mistakes.append(
                    Mistake(
                        library.sources[intent.name] ?? "", intent.place,
                        "\(key) of \(intent.name) names \(quoted(name)), and there is no such intent." + near))
            }
        }
        return (library, mistakes)
    }

    /// Every sentence known to mean an intent, for a guesser to learn from.
    package var examples: [IntentExample] {
        ordered.flatMap { intent in
            (intent.examples + intent.patterns).map { IntentExample(text: $0.sentence(intent.slots), intent: intent.name) }
        }
    }
}
