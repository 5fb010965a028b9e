internal import Dialogue

/// Says how long running timers still have.
struct TimerStatusSkill: Skill {
    let name = SkillName.timerStatus

    private static let phrases = [Phrase](notations: [
        "how (long|much|much time|much longer|many minutes|long time|many more minutes) (is|are|do i have|does it have|have i got|until it is) [left|remaining|still left] [on (the|my|that|this) [{words}] (timer|timers|clock|alarm)]",
        "how (long|much time|much longer|many minutes) [is|are] [left|remaining|to go] [on|for] [the|my|that] [{words}] (timer|timers|alarm|reminder)",
        "how (long|much time|much longer|many minutes) (is|does|do) (the|my|that) [{words}] (timer|timers|alarm) (have|got) [left|to go|remaining]",
        "how (long|much longer) (until|till|before) (the|my|that) [{words}] (timer|alarm) [goes off|rings|is done|is up|ends|finishes]",
        "how (long|much time) (left|remaining|to go)", "how much (time|longer) [is|do i have] (left|remaining|to go)",
        "how long (do i have|have i got) [left]",
        "when (is|will|does) (the|my) [{words}] (timer|timers|alarm) [be] (done|up|over|end|go off|finish|finished|ring|due)",
        "what is (left|remaining|the time left|the time remaining) [on (the|my) [{words}] (timer|timers)]", "[the] time (left|remaining)",
        "[what is] [the] (status|state) of (the|my) [{words}] (timer|timers)",
        "(what is|how is) (the|my) [{words}] timer [at|doing|status]",
        "(what|which) timers (are|do i have) (running|set|active|there|left)", "what timers do i have",
        "do i have [any|a] (timer|timers) [running|set|on]",
        "(are|is) (there|the|a|any|my) [any|a] (timer|timers) [still] (running|on|set|active|done|going)",
        "(my|the|list the|list my|list all) timers", "timer status",
        "(is|has) (the|my) [{words}] timer [already] (done|finished|over|up|gone off) [yet]",
    ])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        guard let match = Self.phrases.best(utterance.words) else { return nil }
        let asked = match.range(.words).map { utterance.words[$0] }
        return SkillAnswer(text: text(asked, request.timers), weight: match.weight)
    }

    private func text(_ asked: ArraySlice<String>?, _ timers: [RunningTimer]) -> String {
        guard let first = timers.first else { return "No timer is running." }
        let found = asked.map { RunningTimerChoice.matching($0, timers) } ?? timers
        if found.isEmpty { return "I have no timer of that name. \(list(timers))" }
        if timers.count == 1 {
            return "\(DurationParser.text(first.remaining)) left on \(RunningTimerChoice.name(first.label)).".capitalisedFirst
        }
        return list(found)
    }

    private func list(_ timers: [RunningTimer]) -> String {
        timers.map { "\(RunningTimerChoice.name($0.label).capitalisedFirst) has \(DurationParser.text($0.remaining)) left." }.joined(
            separator: " ")
    }
}
