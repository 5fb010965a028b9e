internal import Dialogue

/// Says what can be asked.
struct AbilitiesSkill: Skill {
    let name = SkillName.abilities

    private static let phrases = [Phrase](notations: [
        "(help|help me|i need help|i need some help|need help|help please|i need your help|i need assistance|instructions)",
        "what (can|do|could|are) you (do|able to do|good at|capable of|know|help with|help me with|understand|familiar with) [for me|exactly|anyway|about]",
        "what (else|all|things|sort of things|kind of things|kinds of things|stuff|sort of stuff|kind of stuff|tricks|types of things) (can|do|could) you (do|know|help with|help me with|tell me|answer|understand|know about) [for me|exactly|about]",
        "what exactly can you (do|help me with|help with)",
        "what (can|could|should|may) i (ask|say|do|say to you|ask you|tell you|ask you about|ask the ai) [about|for|to do|here]",
        "(what|which) (questions|commands|things|kind of things|kinds of things|sort of things|sorts of things|kinds of questions|kind of questions|sorts of questions|types of questions|types of things) (can|could|may) i (ask|say|use|ask you|ask the ai) [you|about]",
        "what are your (abilities|capabilities|skills|functions|features|commands|options)",
        "your (abilities|capabilities|skills|functions|features|commands)",
        "how (can|do|could|would) you (help|help me|assist me|work|be of help)", "how do (you work|i use you|i use this|i talk to you)",
        "how (does this|do you) work",
        "what (do|can) you (do|offer)", "what you (can do|are capable of|can do for me|know|do|are able to do)",
        "what i can (ask|say|ask you|ask the ai|ask you about)", "what is (this|it) [for|about]",
        "what kind of questions are you good at answering",
        "what (do you know about|subjects do you know|things do you know|topics do you know)",
        "can you help me [with anything|with anything i need|with something]", "help me with (anything|something)",
        "can i ask you [about] (anything|something|a question)", "(the|your) (help|menu|list of commands)",
        "what are you (good for|for|able to do|capable of)",
    ])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        guard let match = Self.phrases.best(utterance.words) else { return nil }
        return SkillAnswer(
            text: "I can tell you the time and the date, work out sums, set timers and reminders, repeat myself, and remember your name. "
                + "Try: set a timer for 10 minutes, or: what is 15% of 80.", weight: match.weight)
    }
}
