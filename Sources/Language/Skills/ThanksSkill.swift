internal import Dialogue

/// Answers thanks and praise.
struct ThanksSkill: Skill {
    let name = SkillName.thanks

    private static let praise =
        "(great|awesome|perfect|wonderful|excellent|fantastic|cool|nice|good|lovely|brilliant|okay|ok|alright|amazing|super)"
    private static let phrases = [Phrase](notations: [
        "[\(praise)] [many|i|a big] (thanks|thank|thank you|thank you so|thanks so|thankyou|thanks very) [a lot|much|very much|so much|so very much|again|a million|a bunch|to you|you|everything|coda|friend|buddy|that is all|you very much]",
        "[\(praise)] (thanks|thank you) [so much|very much|a lot|again] for [all|letting me know|helping me|helping|your|the|that|this|everything|doing|telling me] [{words}]",
        "(i|i really|really|we) appreciate (it|that|your help|the help|this)",
        "(much obliged|cheers|many thanks|thanks a ton|gracias|merci)",
        "(i am|that is) (so|very|really) (grateful|thankful|kind of you|nice of you|helpful)",
        "(well done|good job|great job|nice work|good work|very good|you are great|you are awesome|you are the best|you are amazing|good boy|good girl|great|awesome|perfect|excellent|wonderful|brilliant|fantastic|nice one|good answer|that was helpful|that is helpful|very helpful|you are so helpful|you are very helpful)",
    ])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        guard let match = Self.phrases.best(utterance.words) else { return nil }
        let text = Wording.pick(["You are welcome", "Any time", "My pleasure"], request)
        return SkillAnswer(text: "\(text)\(Wording.address(request)).", weight: match.weight)
    }
}
