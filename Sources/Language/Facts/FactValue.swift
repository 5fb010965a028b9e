/// A value as it is kept, and as a sentence says it.
struct FactValue: Hashable {
    var value: String
    var said: String

    init(_ value: String, said: String? = nil) {
        self.value = value
        self.said = said ?? value
    }
}

/// What kind of thing a rule's words must be to be its value.
enum FactValueKind {
    case name, place, address, dwelling, company, organisation, role, craft, office, workplace, status, subject, school, age, year, birthday
    case bond, nationality, diet, dietName, food, thing, condition, state, language, lesson, game, goal, attempt, liked, habit, deed, going
    case event, text, digits, email

    /// How many words at most.
    private var longest: Int {
        switch self {
        case .place, .organisation: 5
        case .name: 3
        case .nationality, .diet, .state, .bond: 3
        case .habit, .deed, .going, .goal, .attempt, .text, .event: 12
        default: 9
        }
    }

    /// The values that all of the words are; none where they are something else.
    func read(_ utterance: Utterance, isList: Bool, today: CalendarDate) -> [FactValue] {
        let cut = shortened(utterance)
        guard !cut.words.isEmpty, cut.words.count <= longest || isList else { return [] }
        return isList
            ? FactText.listed(cut).flatMap { $0.words.count <= longest ? one($0, today) : [] } : one(cut, today)
    }

    /// Up to where something else begins.
    private func shortened(_ utterance: Utterance) -> Utterance {
        let words = utterance.words
        switch self {
        case .text, .digits, .email, .habit, .deed, .going, .goal, .attempt, .event, .address: return utterance
        case .liked, .thing, .food, .lesson, .language, .game, .condition, .subject:
            // "people who listen" is one thing; "and" is a matter of lists.
            let stop = words.indices.dropFirst().first { place in
                let word = words[place]
                return ["because", "but", "so", "since", "although", "though", "unless", "while", "except", "when", "whenever"].contains(
                    word)
                    || ["i", "we", "he", "she", "they", "you"].contains(word)
            }
            return utterance[0..<(stop ?? words.count)]
        default:
            let isPlace = self == .place || self == .organisation
            let stop = words.indices.dropFirst().first { place in
                let word = words[place]
                if isPlace, word == "and" || word == "or" { return !isProper(utterance, place + 1) || self == .place }
                return FactLexicon.ends.contains(word) || utterance.commas.contains(place - 1)
            }
            return utterance[0..<(stop ?? words.count)]
        }
    }

    private func isProper(_ utterance: Utterance, _ place: Int) -> Bool {
        place < utterance.words.count && utterance.originals[place].first?.isUppercase == true
    }

    private func one(_ utterance: Utterance, _ today: CalendarDate) -> [FactValue] {
        let words = utterance.words
        guard let first = words.first, let last = words.last else { return [] }
        let plain = FactText.plain(utterance)
        switch self {
        case .name:
            guard PersonalName.isPlausible(words[...]), !FactLexicon.occupations.contains(last) else { return [] }
            return [FactValue(PersonalName.written(utterance.originals[...]))]
        case .place:
            guard !FactLexicon.pointing.contains(first),
                !["a", "an", "my", "our", "with", "from", "work", "bed", "school"].contains(first),
                !words.contains(where: FactLexicon.abstract.contains), NumberParser.read(words[...]) == nil, FactTime.month(first) == nil,
                words.allSatisfy({ $0.first?.isLetter == true }),
                first != "the" || words.count > 1 && FactLexicon.placesWithThe.contains(words[1])
            else { return [] }
            return [FactValue(FactText.proper(utterance))]
        case .address:
            return first.first?.isNumber == true || NumberParser.read(words[...]) != nil ? [FactValue(FactText.proper(utterance))] : []
        case .dwelling:
            let homes: Set<String> = [
                "flat", "house", "apartment", "cottage", "bungalow", "studio", "caravan", "dorm", "farm", "boat", "houseboat",
            ]
            return ["a", "an"].contains(first) && words.prefix(5).contains(where: homes.contains) ? [FactValue(plain)] : []
        case .company:
            if first == "alone" || words == ["by", "myself"] || words == ["on", "my", "own"] { return [FactValue("alone")] }
            guard first == "with", words.count > 1, !FactLexicon.pointing.contains(words[1]) else { return [] }
            let isKnown = ["my", "a", "two", "three", "four"].contains(words[1]) || FactRelation.read(words[1...]) != nil
            return isKnown ? [FactValue(FactText.theirs(utterance[1..<words.count]), said: plain)] : []
        case .organisation: return organisation(utterance)
        case .role: return role(utterance) { FactLexicon.occupations.contains($0) }
        case .craft: return FactLexicon.pointing.contains(first) || words.count > 6 ? [] : [craft(utterance)]
        case .office:
            return FactLexicon.offices.contains(first) && words.dropFirst().first == "of" && words.count > 2
                ? [FactValue(plain, said: "the " + plain)] : []
        case .workplace: return words == ["home"] ? [FactValue("home")] : []
        case .status:
            let known = [
                "retired", "unemployed", "self employed", "freelance", "maternity leave", "paternity leave", "between jobs", "out of work",
                "semi retired", "sick leave",
            ]
            guard known.contains(words.joined(separator: " ")) else { return [] }
            let written = words.joined(separator: " ").replacing("self employed", with: "self-employed")
            return [FactValue(written, said: written.hasSuffix("leave") ? "on " + written : written)]
        case .subject:
            return words.contains(where: FactLexicon.subjects.contains) && !FactLexicon.pointing.contains(first) ? [FactValue(plain)] : []
        case .school:
            let schools: Set<String> = ["university", "college", "school", "academy", "institute"]
            guard words.count > 1, words.contains(where: schools.contains), !["school", "my", "a"].contains(first) else { return [] }
            return [FactValue(FactText.proper(utterance))]
        case .age:
            guard let age = NumberParser.whole(words[...])?.whole, (1...120).contains(age) else { return [] }
            return [FactValue(String(age))]
        case .year: return DayParser.year(words[...]).map { [FactValue(String($0))] } ?? []
        case .birthday: return birthday(words[...], today)
        case .bond:
            if words == ["in", "a", "relationship"] { return [FactValue("in a relationship")] }
            return FactLexicon.bonds.contains(first) && (words.count == 1 || ["to", "with"].contains(words[1])) ? [FactValue(first)] : []
        case .nationality:
            return words.count <= 2 && words.allSatisfy({ FactLexicon.nationalities.contains($0) || $0 == "half" })
                ? [FactValue(FactText.proper(utterance))] : []
        case .diet, .dietName:
            let written = words.joined(separator: " ")
            if self == .dietName, written.contains("free") || written.contains("carb"), words.count <= 3 { return [FactValue(plain)] }
            let isDiet = words.count == 1 && FactLexicon.diets.contains(first)
            return isDiet || ["lactose intolerant", "gluten intolerant"].contains(written)
                ? [FactValue(written, said: self == .diet ? written : written)] : []
        case .food, .thing, .liked: return thing(utterance)
        case .condition:
            let isKnown =
                FactLexicon.conditions.contains(last) || FactLexicon.conditionEnds.contains { words.suffix($0.count).elementsEqual($0) }
                || words.contains(where: FactLexicon.conditions.contains) && words.count <= 4
            return isKnown && words.count <= 5 ? [FactValue(FactText.withoutArticle(utterance), said: plain)] : []
        case .state:
            let written = words.joined(separator: " ")
            return words.count == 1 && FactLexicon.states.contains(first) || ["colour blind", "color blind"].contains(written)
                ? [FactValue(written)] : []
        case .language: return language(utterance)
        case .lesson: return lesson(utterance)
        case .game:
            return FactLexicon.games.contains(last) && !FactLexicon.pointing.contains(first) && !["a", "some", "my"].contains(first)
                ? [FactValue(plain)] : []
        case .goal:
            let isVague = words.contains { ["about", "how", "more", "what", "it", "that", "this", "you", "timer", "alarm"].contains($0) }
            return FactLexicon.goals.contains(first) && words.count > 1 && !isVague ? [FactValue(FactText.theirs(utterance))] : []
        case .attempt:
            let isVague = words.contains { ["it", "that", "this", "you", "what", "how"].contains($0) }
            return (FactLexicon.attempts.contains(first) || ["my", "losing", "getting"].contains(first)) && words.count > 1 && !isVague
                ? [FactValue(FactText.theirs(utterance))] : []
        case .habit, .deed, .going: return deed(utterance)
        case .event:
            let heads = words.prefix { !["with", "at", "in", "to", "for", "about", "on"].contains($0) }
            guard let head = heads.last, FactLexicon.events.contains(head) || FactLexicon.events.contains(words[min(1, words.count - 1)]),
                !FactLexicon.pointing.contains(first)
            else { return [] }
            return [FactValue(FactText.theirs(utterance))]
        case .text: return FactLexicon.pointing.contains(first) || words.count > 8 ? [] : [FactValue(plain)]
        case .digits:
            let number = FactText.digits(words)
            return number.count >= 5 ? [FactValue(number)] : []
        case .email:
            let written = utterance.originals.joined()
            return words.contains("at") && (words.contains("dot") || written.contains(".")) ? [FactValue(FactText.email(utterance))] : []
        }
    }
}
