internal import Dialogue

/// Answers words that only steer the conversation: yes, no, stop, never mind.
struct AcknowledgementSkill: Skill {
    let name = SkillName.acknowledgement

    private static let subject = "(that|it|this|that statement|you)"
    private static let verb = "(is|was|are|seems|sounds|would be|will be|looks|were)"
    private static let degree = "[definitely|actually|completely|totally|so|very|quite|absolutely|a|certainly|just]"
    private static let yesWord = "(yes|yeah|yep|yup|yeap|sure|ok|okay|right|true|correct|indeed|absolutely|definitely)"
    private static let noWord = "(no|nope|nah|sorry|wait)"
    private static let yes = [Phrase](notations: [
        "[\(yesWord)] [i think|i know] \(subject) \(verb) \(degree) (right|true|correct|accurate|fact|it|so true|how it is|fine|ok|okay) [for sure|so true]",
        "[\(yesWord)] \(yesWord) [most] (definitely|certainly|absolutely|indeed|of course|sure|please)", "yeap", "you are right",
        "i (agree|think so)",
        "(yes|yeah|yep|yup|yes please|sure|sure thing|of course|right|that is right|correct|that is correct|exactly|true|that is true|indeed|absolutely|definitely|go ahead|do it|do that|uh-huh|uhhuh|uh huh|yes it is|yes i do|yes i am|fine|all right|alright|sounds good|that is fine|i know|i see|got it|ok|okay|understood|yes that is right|yes that is correct|yes exactly|yeah sure) [coda]",
        "(ok|okay|yes|yeah|oh|ah) (ok|okay|yes|yeah|right|sure|great|good|fine|cool|i see|got it)",
        "(good|cool|nice|fine|great|interesting|i see)",
    ])
    private static let no = [Phrase](notations: [
        "[\(noWord)] [i think] \(subject) \(verb) [not] \(degree) (wrong|false|incorrect|fake|invalid|no|negative|untrue) [so no|no|it is false]",
        "[\(noWord)] \(subject) (is not|can not be|was not|are not) \(degree) (right|true|correct|it|accurate|so) [so no|no|it is false]",
        "[no] (do not|do not do that|do not do it)",
        "(i think not|i would prefer not|i would rather not|not that one|not happening|hell no|hell nah|nada)",
        "(no|nope|nah|no no|no way|not really|not now|no thanks|no thank you|not at all|i do not think so|definitely not|that is wrong|that is not right|that is not correct|that is not true|wrong|not true|incorrect|i said no|not that|no it is not|no i do not|of course not|absolutely not|nothing|no nothing|no that is wrong|no that is not right|not yet) [coda]",
        "(that is|this is|it is|you are|you got it|you got that) (wrong|incorrect|mistaken)",
        "that is not what i (said|asked|meant|wanted|asked for)",
        "(you misunderstood|you misheard|you heard me wrong|i did not say that|you did not understand|you misunderstood me)",
    ])
    private static let stop = [Phrase](notations: [
        "(cancel|abort|end|terminate|stop|undo|scrap) [the|my|this|that] [current|last] (command|process|request|action|task|conversation|answer|reply)",
        "(never mind|nevermind|stop|forget it|no) (do not do that|cancel that|cancel it|forget it|stop|stop it|never mind)",
        "[you to] (refrain from|quit|stop) (talking|speaking)",
        "[i] do not (say|want you to say|want you to speak) [any more|anymore|anything else] [for now]",
        "scrap [that|it]", "[oh] (shut the hell up|shut your mouth)", "that is enough [do not say any more|do not say anymore]",
        "(stop|stop it|stop that|stop talking|be quiet|quiet|silence|shut up|just shut up|hush|shush|shh|shhh|shhhh|enough|that is enough|cancel|cancel that|cancel it|abort|pause|halt|quit|quit talking|no more talking|forget it|forget that|forget about it|never mind|nevermind|never mind that|do not worry|do not worry about it|leave it|drop it|skip it|scratch that|undo|undo that|mute|hold on|wait|wait a minute|wait a second|wait a moment|hang on|one moment|just a moment|just a second|one second|give me a second|give me a minute|stop please|stop now|stop stop|it does not matter|no never mind|no stop|no cancel that|stop listening) [coda|now]",
        "(i changed|i have changed) my mind",
    ])
    private static let waits: Set<String> = ["wait", "hold", "hang", "moment", "second", "pause"]

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        let words = utterance.words
        if let match = Self.stop.best(words) {
            let isWait = words.contains(where: Self.waits.contains)
            return SkillAnswer(text: isWait ? "OK, take your time." : "OK.", weight: match.weight)
        }
        if let match = Self.no.best(words) {
            let isCorrection = words.contains {
                ["wrong", "misunderstood", "misheard", "incorrect", "mistaken", "meant", "true", "correct"].contains($0)
            }
            return SkillAnswer(text: isCorrection ? "Sorry about that. Please say it again in other words." : "OK.", weight: match.weight)
        }
        guard let match = Self.yes.best(words) else { return nil }
        return SkillAnswer(
            text: Wording.pick(["OK. What can I do for you?", "All right. Is there anything you need?"], request), weight: match.weight)
    }
}
