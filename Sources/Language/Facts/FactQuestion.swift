/// A question that a stored fact answers, without a language model: "where do I live".
package struct FactQuestion: Sendable, Hashable {
    /// Attributes whose values answer it, the best first; one that ends in a point stands for all that begin so.
    package let attributes: [String]
    /// Whether it asks whether there is any, or a certain one.
    let asked: Asked
    /// "your sister"; empty for the person.
    let whose: String

    enum Asked: Hashable {
        case value
        /// "am I allergic to nuts": the value asked for; empty: to anything.
        case whether(String)
        /// All that is known of a matter: "what did I tell you about my job".
        case all
    }

    /// `nil` where it is no such question.
    package static func read(_ text: String) -> FactQuestion? {
        let whole = Utterance(text).withoutFillers
        for utterance in whole.cores where (2...14).contains(utterance.words.count) {
            if let found = read(utterance.words) { return found }
        }
        return nil
    }

    private static func read(_ words: [String]) -> FactQuestion? {
        for (phrase, attributes) in own {
            if phrase.match(words) != nil { return FactQuestion(attributes: attributes, asked: .value, whose: "") }
        }
        for (phrase, attribute) in whether {
            if let match = phrase.match(words) {
                let value = match.slots.first.map { words[$0.range].joined(separator: " ") } ?? ""
                let isAny = ["anything", "something", "any", "anyone", "any food", "any pets", "any allergies"].contains(value)
                return FactQuestion(attributes: [attribute], asked: .whether(isAny ? "" : value), whose: "")
            }
        }
        return aboutOthers(words) ?? favourite(words) ?? about(words)
    }

    private static func table(_ rows: [(String, [String])]) -> [(Phrase, [String])] { rows.map { (Phrase($0.0), $0.1) } }

    private static let own = table([
        ("[what|which] [city|town|place] [where] (do|am) i (live|living) [in|now]", ["home.city", "home.address", "home.kind"]),
        ("where (i live|do i live|am i living|is my home|is home)", ["home.city", "home.address", "home.kind"]),
        ("what is my [home] address", ["home.address", "home.city"]),
        ("what is my [first|full] name", ["name"]), ("who am i", ["name"]),
        ("(how old am i|what is my age|how old i am)", ["age", "birth.year", "birthday"]),
        ("when is my birthday", ["birthday"]), ("when was i born", ["birthday", "birth.year"]), ("where was i born", ["birth.place"]),
        ("where (do i|i) work [now]", ["work.employer", "work.place"]), ("who (do i|i) work (for|with)", ["work.employer"]),
        ("who is my employer", ["work.employer"]),
        ("what is my (job|profession|occupation|role)", ["work.role", "work.status", "work.employer"]),
        ("what do i do [for a living|for work]", ["work.role", "work.status", "work.employer"]),
        ("where (am i|i am|do i come) [originally] from", ["origin", "nationality", "birth.place"]),
        ("where did i grow up", ["childhood.place", "origin"]), ("what is my nationality", ["nationality"]),
        ("what do i study", ["study.subject"]), ("where do i study", ["study.school"]),
        ("what (do i|i) (like|love|enjoy) [most|best|doing]", ["likes", "plays", "hobby", "favourite."]),
        ("what (do i|i) (hate|dislike|not like)", ["dislikes"]), ("what do i not like", ["dislikes"]),
        ("what (do i|i) prefer", ["prefers"]), ("what are my hobbies", ["hobby", "plays", "likes"]),
        ("what am i allergic to", ["allergy"]), ("what are my allergies", ["allergy"]),
        ("what [food] (do i not|can i not|do i) (eat|drink)", ["diet.avoids", "diet"]), ("what is my diet", ["diet", "diet.avoids"]),
        ("[which|what|how many] languages do i speak", ["language"]), ("what am i learning", ["learning"]),
        ("[what|which] instruments do i play", ["plays"]), ("what do i play", ["plays"]), ("what (car|bike) do i drive", ["owns"]),
        ("what medication do i take", ["medication"]), ("what is my (phone|mobile|cell) number", ["contact.phone"]),
        ("what is my email [address]", ["contact.email"]),
        ("what are my plans [for] [this|next|the] [week|weekend|month|tomorrow]", ["plan"]),
        ("what are my goals", ["goal"]), ("what is my goal", ["goal"]), ("what is my blood type", ["blood_type"]),
        ("what is my star sign", ["star_sign"]), ("what is my shoe size", ["shoe_size"]),
        ("who do i live with", ["home.with"]), ("what pets do i have", ["pet.kind"]), ("who am i married to", ["family.partner.name"]),
    ])
    private static let whether = [
        ("am i allergic to {words}", "allergy"), ("do i like {words}", "likes"), ("do i have [any] allergies", "allergy"),
        ("do i speak {words}", "language"), ("do i play {words}", "plays"), ("do i eat {words}", "diet.avoids"),
        ("do i have [any] pets", "pet.kind"), ("do i hate {words}", "dislikes"), ("am i (vegan|vegetarian)", "diet"),
    ].map { (Phrase($0.0), $0.1) }

    /// "what is my sister's name", "where does my brother live"
    private static func aboutOthers(_ words: [String]) -> FactQuestion? {
        guard let my = words.firstIndex(of: "my"), my >= 1, let found = FactRelation.read(words[(my + 1)...]) else { return nil }
        let before = words[..<my].joined(separator: " ")
        let after = words[(my + 1 + found.count)...].joined(separator: " ")
        let table: [String: [String]] = [
            "what is|name": ["name"], "who is|": ["name", ""], "what is|called": ["name"], "where does|live": ["home.city"],
            "where does|work": ["work.employer"], "what does|do": ["work.role", "work.employer"], "when is|birthday": ["birthday"],
            "how old is|": ["age"], "what does|like": ["likes"], "what is|job": ["work.role"], "what is|allergic to": ["allergy"],
            "what are|names": ["name"], "what does|do for a living": ["work.role"], "what does|study": ["study.subject"],
        ]
        guard let own = table["\(before)|\(after)"] else { return nil }
        let prefix = found.relation.path + "."
        return FactQuestion(
            attributes: own.map { prefix + $0 }, asked: own.contains("") ? .all : .value, whose: "your \(found.relation.noun)")
    }

    private static func favourite(_ words: [String]) -> FactQuestion? {
        guard words.starts(with: ["what", "is", "my"]) || words.starts(with: ["who", "is", "my"]), words.count >= 5,
            ["favourite", "favorite"].contains(words[3])
        else { return nil }
        let what = words[4...].joined(separator: "_").replacing("color", with: "colour")
        return FactQuestion(attributes: ["favourite." + what], asked: .value, whose: "")
    }

    /// "what did I tell you about my job"
    private static func about(_ words: [String]) -> FactQuestion? {
        for phrase in aboutPhrases {
            guard let range = phrase.match(words)?.range(.words) else { continue }
            let about = words[range].joined(separator: " ")
            if let found = FactRelation.read(words[range]), found.count == range.count {
                return FactQuestion(
                    attributes: [found.relation.path + ".", found.relation.path], asked: .all, whose: "your \(found.relation.noun)")
            }
            guard let attributes = matters[about] else { return nil }
            return FactQuestion(attributes: attributes, asked: .all, whose: "")
        }
        return nil
    }

    private static let aboutPhrases = [Phrase](notations: [
        "what (did|have) i (tell|told) you about my {words}", "what do you (know|remember) about my {words}",
        "what did i say about my {words}",
    ])
    private static let matters: [String: [String]] = [
        "job": ["work."], "work": ["work."], "home": ["home."], "family": ["family."], "pets": ["pet."], "pet": ["pet."],
        "health": ["health", "allergy", "medication", "diet", "diet.avoids"], "diet": ["diet", "diet.avoids", "allergy"],
        "hobbies": ["hobby", "plays", "likes"], "plans": ["plan", "goal"], "studies": ["study.", "learning"], "allergies": ["allergy"],
        "likes": ["likes", "prefers", "favourite."], "tastes": ["likes", "dislikes", "prefers", "favourite."], "habits": ["habit"],
        "languages": ["language", "learning", "language.native"],
    ]

    /// Whether a fact of this attribute answers it.
    package func wants(_ attribute: String) -> Bool {
        attributes.contains { $0.hasSuffix(".") ? attribute.hasPrefix($0) : $0 == attribute }
    }
}
