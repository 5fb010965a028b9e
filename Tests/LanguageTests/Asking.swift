import Dialogue
import Language

/// Saturday, November 21, 2026, 14:05:09.
let saturdayAfternoon = CivilTime(year: 2026, month: 11, day: 21, weekday: 6, hour: 14, minute: 5, second: 9)

/// What the responder says to `text`, with what else it does.
func reply(
    _ text: String, history: [Exchange] = [], personName: String? = nil, timers: [RunningTimer] = [], now: CivilTime = saturdayAfternoon
) -> (text: String, effects: [ReplyEvent], skills: [SkillName]) {
    let request = ReplyRequest(text: text, history: history, personName: personName, timers: timers, now: now)
    let responder = OnDeviceResponder()
    var said = ""
    var effects: [ReplyEvent] = []
    for event in responder.events(for: request) {
        switch event {
        case .text(let piece): said += piece
        case .finished: break
        default: effects.append(event)
        }
    }
    return (said, effects, responder.skills(for: request))
}
