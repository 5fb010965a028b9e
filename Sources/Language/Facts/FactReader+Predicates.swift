/// What is said of a subject.
extension FactReader {
    func said(of subject: FactSubject, _ utterance: Utterance, _ leading: FactTime?) -> [StatedFact] {
        guard var predicate = FactPredicate(utterance, isThird: subject.isThird) else { return [] }
        var time = leading ?? FactTime(kept: 0..<predicate.words.count)
        // A day of birth is no time at which one is born.
        if !predicate.words.starts(with: ["was", "born"]) {
            let trailing = FactTime.read(predicate.words, today: today, now: now)
            if leading == nil || trailing.text != nil { time = trailing }
            time.kept = trailing.kept
        }
        time.isHabit = time.isHabit || predicate.isHabit
        if time.isOver, predicate.standing == .denied { predicate.standing = .ended }
        let words = Array(predicate.words[time.kept])
        let said = predicate.utterance[time.kept]
        guard words.count == said.words.count, !words.isEmpty else { return [] }
        let had = possessed(words, said, predicate.standing, subject, time)
        guard had.isEmpty else { return had }
        if predicate.standing == .denied { return denied(words, said, subject, time) }
        let ended = match(FactRule.endings, words, said, subject, time, .ended)
        guard ended.isEmpty else { return ended }
        var facts = match(FactRule.predicates, words, said, subject, time, predicate.standing)
        facts += employer(words, said, subject, time, predicate.standing)
        guard facts.isEmpty else { return facts }
        return match(FactRule.tastes, words, said, subject, time, predicate.standing)
    }

    private func denied(_ words: [String], _ said: Utterance, _ subject: FactSubject, _ time: FactTime) -> [StatedFact] {
        let avoided = match(FactRule.denials, words, said, subject, time, .holds)
        guard avoided.isEmpty else { return avoided }
        let facts = match(FactRule.predicates + FactRule.tastes, words, said, subject, time, .denied)
        let deniable: Set<String> = [
            "home.city", "work.employer", "work.role", "allergy", "health", "language", "plays", "owns", "relationship", "diet",
            "nationality", "medication", "dislikes", "work.status",
        ]
        return facts.filter { deniable.contains(String($0.attribute.dropFirst(subject.prefix.count))) }
    }

    private func match(
        _ rules: [FactRule], _ words: [String], _ said: Utterance, _ subject: FactSubject, _ time: FactTime, _ standing: StatedFact.Standing
    ) -> [StatedFact] {
        for rule in rules {
            if rule.wantsTime {
                guard rule.attribute == "habit" ? time.isHabit : time.isAhead && time.from != nil else { continue }
            }
            guard let found = rule.phrases.best(words), let range = found.slots.first?.range else { continue }
            let values = values(rule.kind, said[range], isList: rule.isList)
            guard !values.isEmpty else { continue }
            return values.map { value in
                if standing == .denied, let (attribute, sentence) = rule.opposite {
                    return fact(attribute, value, subject, sentence, time)
                }
                return fact(rule.attribute, value, subject, rule.sentence, time, standing)
            }
        }
        return []
    }

    /// "i am a nurse at the hospital": where, beside what.
    private func employer(
        _ words: [String], _ said: Utterance, _ subject: FactSubject, _ time: FactTime, _ standing: StatedFact.Standing
    ) -> [StatedFact] {
        guard words.starts(with: ["am", "a"]) || words.starts(with: ["am", "an"]) || words.starts(with: ["work", "as"]),
            let at = words.firstIndex(where: { ["at", "for"].contains($0) }), at > 2, at + 1 < words.count,
            words[2..<at].contains(where: FactLexicon.occupations.contains) || words[0] == "work"
        else { return [] }
        return values(.organisation, said[(at + 1)..<words.count], isList: false).map {
            fact("work.employer", $0, subject, "work for %", time, standing)
        }
    }

    // MARK: "have"

    /// People and animals they have, and allergies.
    private func possessed(
        _ words: [String], _ said: Utterance, _ standing: StatedFact.Standing, _ subject: FactSubject, _ time: FactTime
    ) -> [StatedFact] {
        guard words.first == "have" else { return [] }
        var at = 1
        if words.dropFirst().first == "got" { at = 2 }
        guard at < words.count else { return [] }
        if words.last == "allergy" || words.last == "allergies", words.count - at >= 2 {
            let from = ["a", "an"].contains(words[at]) ? at + 1 : at
            guard from < words.count - 1 else { return [] }
            return values(.thing, said[from..<(words.count - 1)], isList: true).map {
                fact("allergy", $0, subject, "be allergic to %", time, standing)
            }
        }
        let isNone = standing == .denied || words[at] == "no"
        if words[at] == "no" || words[at] == "any" { at += 1 }
        if isNone { return at < words.count ? none(words, at, subject) : [] }
        guard standing == .holds else { return [] }
        if ["a", "an", "one"].contains(words[at]), let found = FactRelation.read(words[(at + 1)...]) {
            return one(found.relation, said, after: at + 1 + found.count, subject)
        }
        guard let number = NumberParser.read(words[at...]), let count = number.value.whole, (1...30).contains(count),
            at + number.count < words.count
        else { return [] }
        // "two older brothers"
        let noun = words[(at + number.count)...].prefix(2).compactMap { word in FactRelation.plural(word).map { (word, $0) } }.first
        guard let (spoken, relation) = noun else { return [] }
        var facts = [
            fact(relation.path + ".count", FactValue(String(count), said: "\(count) \(spoken)"), subject, "have %", time)
        ]
        if let called = words.firstIndex(where: { ["called", "named"].contains($0) }), called + 1 < words.count {
            for name in FactText.listed(said[(called + 1)..<words.count]).flatMap({ values(.name, $0, isList: false) }) {
                facts.append(
                    StatedFact(
                        attribute: subject.prefix + relation.path + ".name", value: name.value,
                        sentence: "\(subject.possessive) \(relation.noun) is called \(name.said)."))
            }
        }
        return facts
    }

    private func none(_ words: [String], _ at: Int, _ subject: FactSubject) -> [StatedFact] {
        guard words.count <= at + 2, let relation = FactRelation.plural(words[at]) ?? FactRelation.read(words[at...])?.relation else {
            return []
        }
        let verb = subject.isThird ? "has" : "have"
        return [
            StatedFact(
                attribute: subject.prefix + relation.path + ".count", value: "0", sentence: "\(subject.noun) \(verb) no \(words[at]).")
        ]
    }

    private func one(_ relation: FactRelation, _ said: Utterance, after: Int, _ subject: FactSubject) -> [StatedFact] {
        let isPet = relation.path.hasPrefix("pet")
        let noun = relation.noun
        let article = "aeiou".contains(noun.first ?? "x") ? "an" : "a"
        let has = isPet ? ("pet.kind", noun) : (relation.path, noun)
        var facts = [fact(has.0, FactValue(has.1, said: "\(article) \(noun)"), subject, "have %", nil)]
        var rest = after
        let words = said.words
        if rest < words.count, ["who", "that", "which"].contains(words[rest]), rest + 1 < words.count { rest += 1 }
        if rest < words.count, words[rest] == "is" { rest += 1 }
        guard rest + 1 < words.count, ["called", "named"].contains(words[rest]) else {
            // "i have a sister in york" says no more than that there is one; "a dog house" not even that.
            let next = after < words.count ? words[after] : ""
            return after == words.count || ["who", "that", "in", "and", "called", "named", "at", "with", "from"].contains(next) ? facts : []
        }
        let end = words[(rest + 1)...].firstIndex { ["and", "who", "in", "but"].contains($0) } ?? words.count
        for name in values(.name, said[(rest + 1)..<end], isList: false) {
            facts.append(
                StatedFact(
                    attribute: subject.prefix + relation.path + ".name", value: name.value,
                    sentence: "\(subject.possessive) \(noun) is called \(name.said)."))
        }
        return facts
    }

    // MARK: Sentences

    func fact(
        _ attribute: String, _ value: FactValue, _ subject: FactSubject, _ predicate: String, _ time: FactTime?,
        _ standing: StatedFact.Standing = .holds
    ) -> StatedFact {
        let isEvent = attribute == "plan" || attribute == "habit"
        let kept = isEvent && attribute == "habit" ? [value.value, time?.text].compactMap { $0 }.joined(separator: " ") : value.value
        var sentence = Self.sentence(subject, predicate.replacing("%", with: value.said), standing)
        var time = time
        if standing == .past, time?.isLength == true {
            time?.from = nil
            time?.text = nil
        }
        if let when = time?.text { sentence += isEvent ? " \(when)" : " (\(when))" }
        var fact = StatedFact(attribute: subject.prefix + attribute, value: kept, sentence: sentence + ".")
        fact.standing = standing
        if !(time?.isHabit ?? false) { (fact.from, fact.until) = (time?.from, time?.until) }
        // A stretch in which something began or was done is its beginning: "moved to Leeds last year".
        if !isEvent, standing == .holds, let from = fact.from, let until = fact.until, from != until, time?.isAhead == false {
            fact.until = nil
        }
        if !isEvent, standing == .holds, fact.from == fact.until { fact.until = nil }
        return fact
    }

    static func sentence(_ subject: FactSubject, _ predicate: String, _ standing: StatedFact.Standing) -> String {
        let words = predicate.split(separator: " ", maxSplits: 1).map(String.init)
        guard let verb = words.first else { return subject.noun }
        let rest = words.count > 1 ? " " + words[1] : ""
        let be = subject.isThird ? "is" : "are"
        let plain: Set<String> = ["were", "grew"]
        switch standing {
        case .holds:
            if plain.contains(verb) { return "\(subject.noun) \(verb == "were" && subject.isThird ? "was" : verb)\(rest)" }
            let conjugated =
                verb == "be" ? be : verb == "do" && subject.isThird ? "does" : subject.isThird ? FactPredicate.third(verb) : verb
            return "\(subject.noun) \(conjugated)\(rest)"
        case .past: return "\(subject.noun) used to \(verb)\(rest)"
        case .ended:
            return verb == "be"
                ? "\(subject.noun) \(be) no longer\(rest)"
                : "\(subject.noun) no longer \(subject.isThird ? FactPredicate.third(verb) : verb)\(rest)"
        case .denied:
            return verb == "be"
                ? "\(subject.noun) \(be) not\(rest)" : "\(subject.noun) \(subject.isThird ? "does" : "do") not \(verb)\(rest)"
        }
    }
}
