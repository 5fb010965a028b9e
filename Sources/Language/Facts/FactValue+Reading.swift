/// Values that take more than a look at their words.
extension FactValueKind {
    func organisation(_ utterance: Utterance) -> [FactValue] {
        let words = utterance.words
        guard let first = words.first, words.count <= 5 else { return [] }
        let times: Set<String> = [
            "night", "nights", "nine", "ten", "eight", "home", "least", "all", "once", "weekends", "present", "noon", "midnight", "work",
            "children", "people", "kids", "animals", "computers", "it", "wood", "clay", "data", "free", "money", "fun", "myself", "school",
            "university", "hours", "peace", "nothing", "speed", "someone", "both", "different",
        ]
        guard !times.contains(first), !FactLexicon.pointing.contains(first), NumberParser.read(words[...]) == nil,
            !["my", "our"].contains(first), !FactTime.isWeekday(first)
        else { return [] }
        let isPlain = ["a", "an", "the"].contains(first)
        if isPlain { return words.count > 1 && words[1] != "moment" ? [FactValue(FactText.plain(utterance))] : [] }
        return [FactValue(FactText.proper(utterance))]
    }

    func role(_ utterance: Utterance, _ isOccupation: (String) -> Bool) -> [FactValue] {
        // "nurse at the hospital": the first part; the rest is a rule's of its own.
        let words = utterance.words
        let end = words.firstIndex { ["at", "for", "in", "with", "from", "of", "on", "by"].contains($0) } ?? words.count
        guard (1...4).contains(end), isOccupation(words[end - 1]), !words[..<end].contains(where: FactLexicon.noOccupations.contains),
            !FactLexicon.pointing.contains(words[0]), !["bad", "good", "great", "terrible", "big", "horrible", "slow"].contains(words[0])
        else { return [] }
        return [craft(utterance[0..<end])]
    }

    func craft(_ utterance: Utterance) -> FactValue {
        let bare = FactText.withoutArticle(utterance)
        let vowel = bare.first.map { "aeiouAEIOU".contains($0) } ?? false
        return FactValue(bare, said: (vowel ? "an " : "a ") + bare)
    }

    func birthday(_ words: ArraySlice<String>, _ today: CalendarDate) -> [FactValue] {
        var words = words
        if words.first == "the" || words.first == "on" { words.removeFirst() }
        guard let day = DayParser.read(words, today: today)?.date else { return [] }
        let saysMonth = words.contains { FactTime.month($0) != nil } || words.contains { $0.contains("/") || $0.contains("-") }
        let saysYear = words.contains {
            ($0.count == 4 && Int($0) != nil) || $0.contains("/") || ["nineteen", "twenty"].contains($0) && words.count > 3
        }
        guard saysMonth || ["tomorrow", "today"].contains(words.first ?? "") || words.contains("christmas") else { return [] }
        return [FactValue("\(day.monthName) \(day.day)" + (saysYear && day.year < today.year ? ", \(day.year)" : ""))]
    }

    func thing(_ utterance: Utterance) -> [FactValue] {
        let words = utterance.words
        guard let first = words.first, let last = words.last, !FactLexicon.pointing.contains(first), !["to", "the", "and"].contains(last)
        else { return [] }
        if first == "the", let next = words.dropFirst().first {
            let vague: Set<String> = [
                "one", "first", "second", "third", "other", "idea", "sound", "way", "look", "fact", "same", "latter", "former", "last",
                "next",
                "answer", "joke", "song", "story", "voice", "plan", "thought", "name", "blue", "red", "new",
            ]
            guard !vague.contains(next), words.count > 1 else { return [] }
        }
        guard !(first == "to" && words.dropFirst().first.map { ["know", "see", "hear", "have", "ask", "say", "be"].contains($0) } ?? true),
            !words.contains("would"), !["a", "an", "some", "any"].contains(first) || words.count > 1, !FactLexicon.abstract.contains(first),
            words.allSatisfy({ !["this", "that", "it", "you", "your"].contains($0) })
        else { return [] }
        let said = FactText.theirs(utterance)
        return [FactValue(["a", "an", "some"].contains(first) && self != .liked ? FactText.withoutArticle(utterance) : said, said: said)]
    }

    func language(_ utterance: Utterance) -> [FactValue] {
        let qualities: Set<String> = ["fluent", "a", "little", "some", "bit", "of", "good", "native", "basic", "broken", "decent", "both"]
        let kept = utterance.words.indices.filter { !qualities.contains(utterance.words[$0]) }
        let words = kept.map { utterance.words[$0] }
        guard let first = words.first, words.count == 1 || words == ["sign", "language"], FactLexicon.languages.contains(first) else {
            return []
        }
        return [FactValue(words.map(\.capitalisedFirst).joined(separator: " "))]
    }

    func lesson(_ utterance: Utterance) -> [FactValue] {
        let words = utterance.words
        guard let first = words.first else { return [] }
        if words.count == 1, FactLexicon.languages.contains(first) { return [FactValue(first.capitalisedFirst)] }
        let vague: Set<String> = ["about", "a", "lot", "more", "new", "from", "fast", "things", "the"]
        guard !vague.contains(first), !FactLexicon.pointing.contains(first) || first == "how" && words.dropFirst().first == "to",
            words.count <= 6
        else { return [] }
        return [FactValue(FactText.theirs(utterance))]
    }

    func deed(_ utterance: Utterance) -> [FactValue] {
        let words = utterance.words
        guard let first = words.first, words.count >= 2 || self == .habit else { return [] }
        let goings: Set<String> = [
            "going", "flying", "travelling", "traveling", "driving", "heading", "moving", "meeting", "seeing", "visiting", "having",
            "starting",
            "getting", "hosting", "taking", "running", "leaving", "attending", "throwing", "giving", "collecting", "marrying", "presenting",
            "speaking", "hiking", "sailing", "playing", "graduating", "retiring", "interviewing", "volunteering",
        ]
        guard
            self != .going
                || goings.contains(first) && !words.starts(with: ["going", "to", "sleep"]) && !words.starts(with: ["going", "to", "bed"])
        else { return [] }
        let vague: Set<String> = [
            "be", "bed", "sleep", "ask", "say", "tell", "do", "need", "go", "kill", "die", "explain", "try", "assume", "let", "think",
            "know",
            "want", "see", "feel", "forget", "have", "am", "was", "use", "like", "love", "hate", "hear", "remember", "wonder", "live",
            "mean",
            "could", "should", "can",
        ]
        let isVague =
            vague.contains(first) && !(["go", "have", "see", "be"].contains(first) && words.count > 2 && self != .habit)
            && !(self == .habit && ["go", "have", "sleep"].contains(first) && words.count > 1)
        guard !isVague, !words.contains(where: { ["it", "that", "this", "you", "your", "crazy", "mad", "insane"].contains($0) }) else {
            return []
        }
        return [FactValue(FactText.theirs(utterance))]
    }
}
