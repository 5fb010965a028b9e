internal import Dialogue

/// Stops one timer or all of them.
struct StopTimerSkill: Skill {
    let name = SkillName.stopTimer

    private static let verb =
        "(cancel|stop|delete|remove|clear|end|turn off|switch off|shut off|kill|abort|kinsel|cancelled|canceled|dismiss)"
    private static let all = [Phrase](notations: [
        "\(verb) (all|every|both|all of) [the|my|of my|of the] (timer|timers|alarms|reminders|countdowns)", "\(verb) [the|my] timers",
        "\(verb) (everything|them all|all of them)",
        "\(verb) all [timers]", "no more timers",
    ])
    private static let one = [Phrase](notations: [
        "\(verb) [the|my|that|this|a] (timer|alarm|time|countdown|reminder)", "(timer|alarm) (off|stop|cancel)",
        "(turn|switch|shut) [the|my|that] (timer|alarm) off",
        "(i do not need|forget|forget about|never mind|nevermind) (the|that|my) (timer|alarm|reminder) [anymore|any more]",
        "i do not need a timer [anymore|any more]",
    ])
    private static let named = [Phrase](notations: [
        "\(verb) (the|my|that) {words} (timer|alarm|countdown|reminder|one)", "\(verb) {duration} (timer|alarm|countdown)",
        "\(verb) (the|my) (timer|reminder|alarm) (for|called|named|of|to) [the|my] {words}",
    ])
    private static let question = "Which one shall I stop?"
    private static let choice = [Phrase](notations: ["[the|my] {words} (timer|one|reminder)", "[the|my] {words}"])
    private static let allOfThem = [Phrase](notations: ["[stop|cancel] (all|both|everything|all of them|both of them|all timers|every one)"]
    )

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        let words = utterance.words
        let timers = request.timers
        let wasAsked = request.history.last?.assistant.hasSuffix(Self.question) == true
        if let match = Self.all.best(words) ?? (wasAsked ? Self.allOfThem.best(words) : nil) {
            // "stop everything" with no timer running is about the conversation.
            if timers.isEmpty, !words.contains(where: { $0.hasPrefix("timer") || $0.hasPrefix("alarm") || $0.hasPrefix("reminder") }) {
                return nil
            }
            return SkillAnswer(
                text: timers.isEmpty
                    ? "No timer is running." : timers.count == 1 ? "OK, the timer is off." : "OK, all \(timers.count) timers are off.",
                effects: timers.isEmpty ? [] : [.stopTimers(label: nil)], weight: match.weight)
        }
        if let match = Self.one.best(words) {
            guard let only = timers.first else { return SkillAnswer(text: "No timer is running.", weight: match.weight) }
            return timers.count == 1 ? stop(only, match.weight) : SkillAnswer(text: which(timers), weight: match.weight)
        }
        guard let match = Self.named.best(words) ?? (wasAsked ? Self.choice.best(words) : nil),
            let range = match.range(.words) ?? match.range(.duration)
        else { return nil }
        let found = RunningTimerChoice.matching(words[range], timers)
        if found.count == 1, let only = found.first { return stop(only, match.weight) }
        if found.count > 1 { return SkillAnswer(text: which(found), weight: match.weight) }
        // The answer to "which one" may be about something else altogether.
        if match.weight == 0 { return nil }
        if words.last == "one" { return nil }
        return SkillAnswer(text: timers.isEmpty ? "No timer is running." : "I have no timer of that name.", weight: match.weight)
    }

    private func stop(_ timer: RunningTimer, _ weight: Int) -> SkillAnswer {
        SkillAnswer(
            text: "OK, \(RunningTimerChoice.name(timer.label)) is off.", effects: [.stopTimers(label: timer.label)], weight: max(weight, 1))
    }

    private func which(_ timers: [RunningTimer]) -> String {
        let names = timers.map { RunningTimerChoice.name($0.label) }
        return "\(names.dropLast().joined(separator: ", ")) and \(names.last ?? "") are running. \(Self.question)".capitalisedFirst
    }
}
