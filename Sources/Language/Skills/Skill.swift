internal import Dialogue

/// One thing the embedded responder can do.
protocol Skill: Sendable {
    var name: SkillName { get }

    /// The answer, where `utterance` (without fillers and courtesies) asks for this and nothing else.
    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer?
}

/// What a skill has to say and what is to happen.
struct SkillAnswer {
    var text: String
    /// Side effects, before the text.
    var effects: [ReplyEvent] = []
    /// How many words of the utterance spoke for this skill.
    var weight: Int
    /// It only says that this cannot be done.
    var isLimit = false
}

/// Which skill made a reply; holds nobody's words.
package enum SkillName: String, Sendable, CaseIterable {
    case greeting, wellBeing, thanks, farewell, identity, personName, abilities
    case time, date, arithmetic
    case startTimer, timerStatus, stopTimer
    case repetition, acknowledgement, knownLimit
    /// The text was empty.
    case nothingHeard
    /// No skill understood.
    case notUnderstood
}
