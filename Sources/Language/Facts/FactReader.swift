package import Dialogue

/// Reads what people say of themselves, without a language model: rules over clauses, which understand what a recogniser writes too.
///
/// Questions, conditions, wishes, orders, quotations and what others say give nothing; what is said of others is kept as theirs. Rather
/// nothing than something wrong. Any thread; a sentence takes some tens of microseconds.
package struct FactReader: Sendable {
    let now: CivilTime
    let today: CalendarDate

    /// `nil` where the clock handed over a day that does not exist.
    package init?(now: CivilTime) {
        guard let today = CalendarDate(now) else { return nil }
        self.now = now
        self.today = today
    }

    /// The facts that a text states, in its order.
    ///
    /// - Parameter before: what was stated a turn ago, for corrections such as "no, Leeds".
    package func read(_ text: String, after before: [StatedFact] = []) -> [StatedFact] {
        var facts: [StatedFact] = []
        var other: (subject: FactSubject, pronoun: String?)?
        for sentence in FactSentences.of(text) {
            for clause in FactClause.of(sentence) {
                for fact in read(clause, &other) where !facts.contains(where: { $0.attribute == fact.attribute && $0.value == fact.value })
                {
                    facts.append(fact)
                }
            }
        }
        guard !facts.isEmpty else { return correction(text, of: before).map { [$0] } ?? [] }
        // "no, I live in Leeds"
        let isTakenBack = Utterance(text).words.first.map { ["no", "nope", "sorry", "wait", "actually"].contains($0) } ?? false
        if isTakenBack { for index in facts.indices where facts[index].isSingle { facts[index].isCorrection = true } }
        return facts
    }

    private func read(_ clause: FactClause, _ other: inout (subject: FactSubject, pronoun: String?)?) -> [StatedFact] {
        var utterance = clause.utterance
        var time: FactTime?
        if let (count, read) = FactTime.leading(utterance.words, today: today, now: now) {
            utterance = utterance[count..<utterance.words.count]
            time = read
        }
        let words = utterance.words
        guard words.count >= 2 else { return [] }
        let rest = utterance[1..<words.count]
        var facts: [StatedFact]
        switch words[0] {
        case "i", "we": facts = said(of: .person, rest, time)
        case "my", "our": facts = possession(rest, time, &other)
        case "he", "she", "they", "it":
            guard let known = other, known.pronoun == nil || known.pronoun == words[0] else { return [] }
            facts = said(of: known.subject, rest, time)
        case "call" where words[1] == "me" && words.count > 2:
            facts = values(.name, utterance[2..<words.count], isList: false).map { fact("name", $0, .person, "be called %", nil) }
        default:
            guard PersonalName.isCommon(words[0]), Self.thirdVerbs.contains(words[1]) else { return [] }
            let name = words[0].capitalisedFirst
            let subject = FactSubject(prefix: "person.\(words[0]).", noun: name, isThird: true)
            facts = said(of: subject, rest, time)
        }
        for index in facts.indices {
            facts[index].confidence = clause.confidence
            facts[index].isCorrection = clause.isCorrection && facts[index].isSingle
        }
        return facts
    }

    static let thirdVerbs: Set<String> = [
        "is", "has", "lives", "works", "likes", "loves", "hates", "speaks", "plays", "studies", "was", "moved", "enjoys", "prefers",
        "drives",
    ]

    // MARK: "my ..."

    private func possession(_ utterance: Utterance, _ time: FactTime?, _ other: inout (subject: FactSubject, pronoun: String?)?)
        -> [StatedFact]
    {
        let words = utterance.words
        if let favourite = favourite(utterance) { return [favourite] }
        if let found = FactRelation.read(words[...]), found.count < words.count {
            let subject = FactSubject(prefix: found.relation.path + ".", noun: "Their \(found.relation.noun)", isThird: true)
            let facts = said(ofOne: subject, utterance[found.count..<words.count], time)
            if facts.contains(where: { $0.attribute.hasPrefix(subject.prefix) }) { other = (subject, found.relation.pronoun) }
            return facts
        }
        return possessions(of: .person, utterance) + event(utterance, time)
    }

    /// What is said of one person or animal, who may be named: "my sister anna lives in york".
    private func said(ofOne subject: FactSubject, _ utterance: Utterance, _ time: FactTime?) -> [StatedFact] {
        let words = utterance.words
        if words.starts(with: ["and", "i"]), words.count > 3 { return said(of: .person, utterance[2..<words.count], time) }
        if words.starts(with: ["name", "is"]), words.count > 2 {
            return values(.name, utterance[2..<words.count], isList: false).map { name($0, subject) }
        }
        let own = possessions(of: subject, utterance)
        guard own.isEmpty else { return own }
        for length in [1, 2] where words.count > length + 1 && Self.thirdVerbs.contains(words[length]) {
            guard PersonalName.isPlausible(words[..<length]), let value = values(.name, utterance[0..<length], isList: false).first else {
                continue
            }
            let named = FactSubject(prefix: subject.prefix, noun: "\(subject.noun) \(value.value)", isThird: true)
            return [name(value, subject)] + said(of: named, utterance[length..<words.count], time)
        }
        // "my dog rex" alone says a name only after "is".
        if words.count == 2, words[0] == "is", PersonalName.isCommon(words[1]) {
            return values(.name, utterance[1..<2], isList: false).map { name($0, subject) }
        }
        return said(of: subject, utterance, time)
    }

    private func name(_ value: FactValue, _ subject: FactSubject) -> StatedFact {
        StatedFact(attribute: subject.prefix + "name", value: value.value, sentence: "\(subject.noun) is called \(value.said).")
    }

    private func favourite(_ utterance: Utterance) -> StatedFact? {
        let words = utterance.words
        guard words.count >= 4, ["favourite", "favorite"].contains(words[0]), let verb = words.firstIndex(of: "is"), (2...4).contains(verb),
            let value = values(.text, utterance[(verb + 1)..<words.count], isList: false).first, words.count - verb <= 7
        else { return nil }
        let what = words[1..<verb]
        let about = what.joined(separator: "_").replacing("color", with: "colour")
        guard about.utf8.allSatisfy({ (97...122).contains($0) || $0 == 95 }) else { return nil }
        return StatedFact(
            attribute: "favourite." + about, value: value.value,
            sentence: "Their favourite \(what.joined(separator: " ").replacing("color", with: "colour")) is \(value.said).")
    }

    private func possessions(of subject: FactSubject, _ utterance: Utterance) -> [StatedFact] {
        for rule in FactRule.possessions {
            guard let match = rule.phrases.best(utterance.words), let range = match.slots.first?.range else { continue }
            let found = values(rule.kind, utterance[range], isList: rule.isList)
            guard !found.isEmpty else { continue }
            return found.map { value in
                StatedFact(
                    attribute: subject.prefix + rule.attribute, value: value.value,
                    sentence: "\(subject.possessive) \(rule.sentence.replacing("%", with: value.said)).")
            }
        }
        return []
    }

    /// "my exam is on friday"
    private func event(_ utterance: Utterance, _ leading: FactTime?) -> [StatedFact] {
        let words = utterance.words
        guard let verb = words.firstIndex(of: "is"), (1...4).contains(verb), words[..<verb].contains(where: FactLexicon.events.contains)
        else { return [] }
        let time = FactTime.read(words, today: today, now: now)
        guard time.kept == 0..<(verb + 1), time.isAhead, let when = time.text else { return [] }
        let what = FactText.theirs(utterance[0..<verb])
        var fact = StatedFact(attribute: "plan", value: what, sentence: "Their \(what) is \(when).")
        (fact.from, fact.until) = (time.from, time.until)
        return [fact]
    }

    func values(_ kind: FactValueKind, _ utterance: Utterance, isList: Bool) -> [FactValue] {
        kind.read(utterance, isList: isList, today: today)
    }
}
