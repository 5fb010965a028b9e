/// One way to ask for an intent: the notation of `Phrase`, with the intent's own slots as `{name}` or `{name:type}`.
package struct PackPhrase: Sendable, Equatable {
    package indirect enum Part: Sendable, Equatable {
        case word(String)
        case slot(String, type: SlotType?)
        case choice([[Part]])
    }

    let parts: [Part]
    /// Words that every wording of it has.
    let required: [String]

    /// - Parameter isPattern: whether `(this|that)` and `[maybe]` are understood; an example is a plain sentence.
    init(_ notation: String, isPattern: Bool) throws(PackNotation.Fault) {
        var reader = PackNotation(notation, isPattern: isPattern)
        parts = try reader.whole()
        required = parts.compactMap { if case .word(let word) = $0 { word } else { nil } }
    }

    /// Every slot it names, with the type written there.
    var slots: [(name: String, type: SlotType?)] { Self.slots(parts) }

    private static func slots(_ parts: [Part]) -> [(name: String, type: SlotType?)] {
        parts.flatMap { part -> [(name: String, type: SlotType?)] in
            switch part {
            case .word: []
            case .slot(let name, let type): [(name, type)]
            case .choice(let ways): ways.flatMap(slots)
            }
        }
    }

    /// The words outside its slots; of a choice the first way.
    var literalWords: String {
        func words(_ parts: [Part]) -> [String] {
            parts.flatMap { part -> [String] in
                switch part {
                case .word(let word): [word]
                case .slot: []
                case .choice(let ways): words(ways.first ?? [])
                }
            }
        }
        return words(parts).joined(separator: " ")
    }

    /// The sentence with sample values in its slots; of a choice the first way.
    func sentence(_ slots: [PackSlot]) -> String {
        func words(_ parts: [Part]) -> [String] {
            parts.flatMap { part -> [String] in
                switch part {
                case .word(let word): return [word]
                case .slot(let name, _):
                    let slot = slots.first { $0.name == name }
                    return [slot?.choices.first?.ways.first?.joined(separator: " ") ?? slot?.type.sample ?? "something"]
                case .choice(let ways): return words(ways.first ?? [])
                }
            }
        }
        return words(parts).joined(separator: " ")
    }
}
