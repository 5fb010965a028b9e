internal import Dialogue

/// Says again what was said.
struct RepetitionSkill: Skill {
    let name = SkillName.repetition

    private static let own = [Phrase](notations: [
        "[say|repeat|run] (that|it|this) [by me] [one more time|once more|again|another time]",
        "say (that|it|this) (again|one more time|once more) [for me|slower|slowly|louder]", "say again",
        "repeat [that|it|this|yourself|the question|the answer|your answer|that response|that answer|what you said|what you just said|what you have said] [again|for me|slower|louder|once more|one more time]",
        "(can|could) (that|it|you) be repeated", "(that|it) be repeated",
        "(pardon|pardon me|what|huh|sorry what|come again|come again with that|one more time|once more|again|another time|excuse me what|what what|beg your pardon|i beg your pardon)",
        "what (did|do|was it|have) you [just] (say|said|tell me|told me|ask|ask me) [again|just now]", "what (was|is) (that|it) [again]",
        "what you [just] said [again]", "say what you [just] said [again]",
        "what were you [just] saying",
        "(i|sorry i) (did|do|can|could) not [quite|really] (hear|catch|get|understand) (you|that|it|what you said|what you just said|what you were saying|a word)",
        "i (missed|did not hear) (that|it|what you said|you)",
        "i did not [quite] (hear|catch|get|understand) [you|that|it|what you said|what you just said] [can you|could you|please|so|would you] (say|repeat) (it|that|yourself) [again|louder]",
        "(i want to|i would like to|let me) hear (that|it) [again|once more]", "hear (that|it) again", "you to repeat yourself",
        "tell me again",
        "your last (answer|response|sentence|reply)", "[go over|go through] that again",
    ])
    private static let persons = [Phrase](notations: [
        "what (did|have) i [just] (say|said|ask|asked|tell you|told you) [you] [just now]", "what was my [last] (question|request)",
        "repeat what i [just] said", "what i [just] said",
        "what did you (hear|understand|hear me say|think i said)",
    ])
    private static let saidBefore = "I said: "

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        let words = utterance.words
        if let match = Self.persons.best(words) {
            let last = request.history.last { !$0.user.isEmpty }?.user
            let text = last.map { "You said: \($0)" } ?? "That was the first thing I heard from you."
            return SkillAnswer(text: text, weight: match.weight)
        }
        // "that", "it" and "this" alone are not a question.
        guard let match = Self.own.best(words), words != ["that"], words != ["it"], words != ["this"] else { return nil }
        guard var last = request.history.last(where: { !$0.assistant.isEmpty })?.assistant else {
            return SkillAnswer(text: "I have not said anything yet.", weight: match.weight)
        }
        while last.hasPrefix(Self.saidBefore) { last.removeFirst(Self.saidBefore.count) }
        return SkillAnswer(text: Self.saidBefore + last, weight: match.weight)
    }
}
