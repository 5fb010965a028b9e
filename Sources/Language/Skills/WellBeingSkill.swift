internal import Dialogue

/// Answers "how are you" without pretending to feel.
struct WellBeingSkill: Skill {
    let name = SkillName.wellBeing

    private static let greeting = "[hello|hi|hey|yo|good morning|good evening|good afternoon|hello there|hi there|hey there]"
    private static let phrases = [Phrase](notations: [
        "\(greeting) how (are|have) you [been] [doing|feeling|going|today|this morning|tonight|this evening] [today|now|this morning|tonight|lately]",
        "\(greeting) how you (doing|been|feeling) [today]",
        "\(greeting) how (is|are) (it|things|everything|life) [going|hanging] [with you|today|my friend|for you|over there]",
        "how is your (day|morning|evening|night) [going|been|so far]",
        "\(greeting) (what is|what) (up|new|happening|going on) [with you|today]",
        "(are|have) you [been] (doing|feeling) (ok|okay|well|good|all right|alright|fine) [today]",
        "how do you (do|feel) [today|right now]",
        "are you (ok|okay|well|all right|alright|fine) [today]", "you (ok|okay|good|all right|alright)", "how are you and {words} [today]",
        "how (you are doing|you are|you are feeling) [today]",
    ])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        guard let match = Self.phrases.best(utterance.words), match.range(.words) == nil else { return nil }
        let text = Wording.pick(
            ["All systems are working, thank you. What can I do for you?", "Everything works as it should. How can I help?"], request)
        return SkillAnswer(text: text, weight: match.weight)
    }
}
