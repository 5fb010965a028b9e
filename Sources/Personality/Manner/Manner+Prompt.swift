extension Manner {
    /// For a language model's prompt: the same few sentences until a trait has clearly moved, so that a cached prefix stays good.
    package var prompt: String { promptSentences.joined(separator: " ") }

    package var promptSentences: [String] {
        Trait.allCases.compactMap { trait in
            let step = step(trait)
            return step == 2 ? nil : Self.sentences[trait]?[step < 2 ? step : step - 1]
        }
    }

    /// For steps 0, 1, 3 and 4.
    private static let sentences: [Trait: [String]] = [
        .formality: [
            "Talk casually, as to a friend.", "Talk in a relaxed way.", "Be polite and a little formal.",
            "Be formal: full forms, no slang, courteous.",
        ],
        .verbosity: [
            "Answer in one short sentence.", "Answer in one or two sentences.", "Answer in four or five sentences where the matter allows.",
            "Answer thoroughly, with details and examples.",
        ],
        .depth: [
            "Use everyday words only and explain as to somebody new to the matter.", "Prefer plain words to technical ones.",
            "Technical terms are welcome.", "Answer as one expert to another, with exact terms and figures.",
        ],
        .warmth: [
            "Be matter-of-fact and leave out pleasantries.", "Keep pleasantries few.", "Be friendly and kind.",
            "Be warm and encouraging, and take an interest in how they are.",
        ],
        .humour: ["Never joke.", "Stay serious.", "A light touch of humour is welcome.", "Be playful and joke where it fits."],
        .pace: [
            "Use short, simple sentences that can be spoken slowly.", "Keep an unhurried tone.", "Keep a brisk tone.",
            "Be quick and to the point in tone.",
        ],
        .initiative: [
            "Answer only what was asked and offer nothing further.", "Rarely offer anything beyond the answer.",
            "Now and then suggest a useful next step.", "Suggest next steps and related things that could help.",
        ],
    ]
}

extension Persona {
    /// What a language model is told of the character; it does not change from person to person.
    package var prompt: String {
        var sentences: [String] = []
        if let selfDescription { sentences.append("You are \(title). You describe yourself so: \(selfDescription)") }
        sentences += boundaries
        if let coaching { sentences.append(coaching) }
        return sentences.joined(separator: " ")
    }
}
