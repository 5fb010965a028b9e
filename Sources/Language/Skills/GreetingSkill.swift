internal import Dialogue

/// Returns a greeting.
struct GreetingSkill: Skill {
    let name = SkillName.greeting

    private static let phrases = [Phrase](notations: [
        "[why|oh|well] (hello|hi|hey|hiya|howdy|greetings|hallo|heyo|hey hey|hi hi|hello hello|helo|yo|hullo) [there|coda|coder|again|friend|my friend|everyone|computer|assistant|ai|to you|mate|buddy|robot]",
        "(good|a good) (day|afternoon|evening|morning) [to you|coda|there]", "(morning|evening|afternoon) [coda]",
        "(nice|pleased|glad|good|happy) to (meet|see) you [too]",
        "[i] [just] [wanted to|want to] say (hi|hello)", "(hi|hello|hey) (good|a good) (day|afternoon|evening|morning)",
        "(are you there|are you still there|anybody there|anyone there|is anybody there|is anyone there|you there)",
        "(can|do) you hear me [now]", "hear me", "are you (listening|awake|on)",
    ])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        guard let match = Self.phrases.best(utterance.words) else { return nil }
        let words = utterance.words
        let name = Wording.address(request)
        if words.contains("hear") || words.contains("listening") || words.contains("awake") || words.contains("on") {
            return SkillAnswer(text: "Yes, I can hear you\(name).", weight: match.weight)
        }
        if words.contains("there"), words.contains(where: ["are", "is", "anybody", "anyone", "you"].contains) {
            return SkillAnswer(text: "Yes, I am here\(name).", weight: match.weight)
        }
        if words.contains("meet") { return SkillAnswer(text: "Nice to meet you too\(name).", weight: match.weight) }
        let part = ["morning", "afternoon", "evening"].first(where: words.contains)
        let opening = part.map { "Good \($0)" } ?? "Hello"
        let more = Wording.pick(["What can I do for you?", "How can I help?", "What would you like?"], request)
        return SkillAnswer(text: "\(opening)\(name)! \(more)", weight: match.weight)
    }
}
