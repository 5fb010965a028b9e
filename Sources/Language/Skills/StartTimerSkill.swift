internal import Dialogue

/// Starts timers and reminders after a length of time.
struct StartTimerSkill: Skill {
    let name = SkillName.startTimer

    private static let longest = Duration.seconds(86_400)
    private static let question = "For how long?"
    private static let verb = "(set|start|put|make|create|run|begin|add|use|have|get|sat|said|set up|want|need|turn on|do|schedule)"
    private static let timer = "(timer|time|timers|alarm|timer's|countdown)"

    private static let plain = [Phrase](notations: [
        "\(verb) [me] [a|the|an|another|one|my|new|up a] [new|kitchen|second] \(timer) [to go off|to run|to ring] (for|four|of|to|in|at) {duration} [from now]",
        "\(verb) [me] [a|an|another|the|one] {duration} [long] (timer|countdown|alarm)", "\(verb) [a|an|another|the] \(timer) {duration}",
        "[a|an|another|new|the] {duration} (timer|countdown|alarm)", "[a|new|another|the] (timer|countdown) [for|of|four|to|in] {duration}",
        "[a|new|the] \(timer) set (for|to) {duration}", "(count down|countdown) [from|for] {duration}", "time (me for|me|for) {duration}",
        "(wake|alert|notify|ping|call|warn|buzz) me [up] (in|after|for) {duration} [from now|time]", "wake me [up] {duration} from now",
        "remind me (in|after) {duration} [time]", "remind me {duration} from now",
        "let me know (in|after|when) {duration} [is up|are up|have passed|has passed|from now]",
        "me know (in|after|when) {duration} [is up|are up|have passed|has passed]", "in {duration} (wake|alert|notify|remind) me [up]",
        "{duration} on the (timer|clock)", "(timer|time) {duration}",
    ])
    private static let named = [Phrase](notations: [
        "\(verb) [a|the|an|another] [{duration}] (timer|alarm) (called|named|labeled|labelled) {words} for {duration}",
        "\(verb) [a|the|an|another] (timer|alarm|reminder) for {duration} (for|called|named|labeled|labelled|to) [the|my|a|an] {words}",
        "\(verb) [a|the|an|another|my] {words} (timer|alarm) (for|four|of|to) {duration}",
        "\(verb) [a|an|another] {duration} (timer|alarm|countdown) (for|called|named|labeled|labelled|to) [the|my|a|an] {words}",
        "[a] {duration} (timer|countdown) (for|called|named) [the|my|a|an] {words}",
        "(timer|a timer) (for|of) {duration} (for|called|named) [the|my|a|an] {words}",
    ])
    private static let reminder = [Phrase](notations: [
        "remind me (in|after) {duration} [time] (to|that|about) {words}",
        "remind me (to|that|about) {words} (in|after) {duration} [time|from now]",
        "in {duration} remind me (to|that|about) {words}", "\(verb) [a] reminder (in|for) {duration} (to|about) {words}",
        "\(verb) [a] reminder to {words} in {duration}", "remind me {duration} from now (to|that|about) {words}",
        "remind me to {words} {duration} from now",
    ])
    private static let unspecified = [Phrase](notations: [
        "\(verb) [a|the|another|new|an|me a|my|up a] [new] (timer|timers|countdown)", "\(verb) [a|the|another|my] (timer) [for|to]",
        "[a|new|another|the] timer [for]",
        "time me", "\(verb) [a] timer for (a few|some|several) (minutes|seconds|hours)", "start [the] countdown",
    ])
    private static let withoutUnit = [Phrase](notations: [
        "\(verb) [a|the|another] (timer|alarm|countdown) (for|of|to) {number}", "(wake|remind|alert) me [up] in {number}",
        "[a] timer for {number}",
    ])
    private static let atTime = [Phrase](notations: [
        "(set|make|create|put|add|schedule) [a|an|the|my|up an|in an|another] [new] alarm [clock] [(for|at|to) {words}]",
        "wake me [up] (at|by|tomorrow|on|before|when) {words}", "wake me [up] [tomorrow]",
        "remind me (at|on|tomorrow|tonight|every|this|next) [{words}]",
        "(set|make|create|put|add) [a|an|the] (reminder|timer|alarm) (for|to) [{words}] (tomorrow|noon|midnight|am|pm|morning|evening|o'clock) [{words}]",
        "[an|a] alarm (for|at) {words}", "(set|make|create|add) [a|my] reminder [{words}]", "remind me (to|about|that|of) {words}",
    ])
    private static let bare = [Phrase](notations: ["[for|four|make it|let us say|about] {duration}"])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        let words = utterance.words
        if let match = Self.reminder.best(words), let duration = Self.duration(match, words), let range = match.range(.words) {
            let task = Self.turnedAround(words[range], utterance.originals[range])
            let isAbout = range.lowerBound > 0 && words[range.lowerBound - 1] != "to"
            return start(
                duration, label: "\(isAbout ? "reminder about" : "reminder to") \(task)",
                announcement: isAbout ? "You wanted to be reminded: \(task)." : "It is time to \(task).",
                request, weight: match.weight)
        }
        if let match = Self.plain.best(words), let duration = Self.duration(match, words) {
            return start(duration, label: nil, announcement: nil, request, weight: match.weight)
        }
        if let match = Self.named.best(words), let duration = Self.duration(match, words), let range = match.range(.words) {
            let label = Self.turnedAround(words[range], utterance.originals[range])
            return start(duration, label: label, announcement: "Your \(label) timer is done.", request, weight: match.weight)
        }
        if let match = Self.unspecified.best(words) { return SkillAnswer(text: Self.question, weight: match.weight) }
        if let match = Self.withoutUnit.best(words) {
            return SkillAnswer(text: "Seconds, minutes or hours? \(Self.question)", weight: match.weight)
        }
        if request.history.last?.assistant.hasSuffix(Self.question) == true, let match = Self.bare.best(words),
            let duration = Self.duration(match, words)
        {
            return start(duration, label: nil, announcement: nil, request, weight: match.weight)
        }
        guard let match = Self.atTime.best(words) else { return nil }
        return SkillAnswer(
            text: "I cannot do that for a time of day yet, only after a length of time. You can say, set a timer for 20 minutes.",
            weight: match.weight, isLimit: true)
    }

    private static func duration(_ match: Phrase.Match, _ words: [String]) -> Duration? {
        match.range(.duration).flatMap { DurationParser.whole(words[$0]) }
    }

    private func start(_ duration: Duration, label: String?, announcement: String?, _ request: ReplyRequest, weight: Int) -> SkillAnswer {
        guard duration > .zero else { return SkillAnswer(text: "A timer needs to be at least one second long.", weight: weight) }
        guard duration <= Self.longest else {
            return SkillAnswer(text: "I can keep timers for up to 24 hours. That would be longer.", weight: weight)
        }
        let length = DurationParser.label(duration)
        let wanted = label ?? length
        let unique = Self.unique(wanted, among: request.timers)
        let timer = TimerRequest(
            duration: duration, label: unique,
            announcement: announcement ?? (unique == wanted ? "Your \(length) timer is done." : "Your \(unique) timer is done."))
        let spoken = DurationParser.text(duration)
        let text =
            if let label, label.hasPrefix("reminder ") {
                "OK, in \(spoken) I will remind you \(label.dropFirst("reminder ".count))."
            } else if let label {
                "OK, \(label) timer for \(spoken), starting now."
            } else {
                "OK, \(spoken), starting now."
            }
        return SkillAnswer(text: text, effects: [.startTimer(timer)], weight: weight)
    }

    /// "5 minute", then "second 5 minute", so that each can be named.
    private static func unique(_ label: String, among timers: [RunningTimer]) -> String {
        let taken = Set(timers.map(\.label))
        guard taken.contains(label) else { return label }
        for ordinal in ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
        where !taken.contains("\(ordinal) \(label)") {
            return "\(ordinal) \(label)"
        }
        return "\(label) number \(timers.count + 1)"
    }

    /// "call my mother" is, said back, "call your mother".
    private static func turnedAround(_ words: ArraySlice<String>, _ originals: ArraySlice<String>) -> String {
        let turned = ["my": "your", "me": "you", "mine": "yours", "myself": "yourself", "i": "you", "am": "are", "our": "your"]
        return zip(words, originals).map { turned[$0] ?? $1 }.joined(separator: " ")
    }
}
