internal import Dialogue

/// Learns the person's name and knows it again.
struct PersonNameSkill: Skill {
    let name = SkillName.personName

    private static let told = [Phrase](notations: [
        "my [first|full] name is [actually|still] {name}", "(the|my) name is {name}",
        "[you can|you may|only|from now on|just|always|feel free to] call me {name} [from now on|from here on out]",
        "(they|people|my friends|friends|everyone|everybody) (call|calls) me {name}", "i (am|was) (called|named) {name}", "i go by {name}",
        "(i want you to|you should|you can|i would like you to|start) (call|calling|refer to|address) me [as|by] {name}",
        "(change|set) my name to {name}",
        "i (want|would like|like|prefer) to be called {name}", "refer to me as {name}", "remember [that] my name is {name}",
        "(i am|it is) {name} by the way",
        "(hello|hi|hey|good morning|good evening|good afternoon) (my name is|i am called) {name}",
        "from now on [you] (call|refer to) me [as] {name}",
        "(my name is|i am) {name} not {words}", "my name is {name} and (i|my|we) {words}", "my name is {name} and (what is|who) {words}",
        "refer to me as {name}",
    ])
    private static let introduced = [Phrase](notations: [
        "[hello|hi|hey] (i am|this is|it is) {name}", "[hello|hi|hey] {name} (here|speaking)",
        "(hello|hi|hey) [there] [coda] (i am|this is) {name}",
    ])
    private static let asked = [Phrase](notations: [
        "(what is|what was|do you know|do you remember|you know|remember|say|have you got|you remember) my name [again|is]", "who am i",
        "(what|which) name (do you have|have you) [saved|listed|got|on file] [for|of] (me|mine)",
        "what (do|will|would|should|are you going to) [you] call me",
        "do you (know|remember) (who i am|me|what i am called|what my name is|what to call me)", "what am i called [by you]",
        "what my name is", "my name", "what is my name saved (under|as)",
        "(what|which) name am i [saved] under", "what do you know me as", "what do you (refer to|address) me as", "you know who i am",
        "have you got my name",
        "[the] name [that] you (use|have) for me",
    ])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        if let match = Self.asked.best(utterance.words) {
            let text =
                request.personName.map { "Your name is \($0)." }
                ?? "You have not told me your name yet. You can say, my name is, and then your name."
            return SkillAnswer(text: text, weight: match.weight + 1)
        }
        if let match = Self.told.best(utterance.words), let range = match.range(.name) {
            return learn(utterance, range, request, match.weight)
        }
        guard let match = Self.introduced.best(utterance.words), let range = match.range(.name), isIntroduction(utterance, range) else {
            return nil
        }
        return learn(utterance, range, request, match.weight)
    }

    /// "i'm anna" and a typed "I'm Xanthe" introduce a person; "i'm exhausted" does not.
    private func isIntroduction(_ utterance: Utterance, _ range: Range<Int>) -> Bool {
        if let first = range.first, PersonalName.isCommon(utterance.words[first]) { return range.count <= 2 }
        let isShouted = !utterance.originals.contains { $0.contains(where: \.isLowercase) }
        return range.lowerBound > 0 && range.count <= 2 && !isShouted
            && utterance.originals[range].allSatisfy { $0.first?.isUppercase == true && $0.contains(where: \.isLowercase) }
    }

    private func learn(_ utterance: Utterance, _ range: Range<Int>, _ request: ReplyRequest, _ weight: Int) -> SkillAnswer {
        let written = PersonalName.written(utterance.originals[range])
        let text =
            switch request.personName {
            case nil: "Nice to meet you, \(written)."
            case written: "I know, \(written)."
            default: "OK, I will call you \(written)."
            }
        return SkillAnswer(text: text, effects: [.personName(written)], weight: weight + 1)
    }
}
