internal import Dialogue

/// The time of day here. Other places are not known, and that is said.
struct TimeSkill: Skill {
    let name = SkillName.time

    private static let local = [Phrase](notations: [
        "(what|which) (time|hour|thyme) (is it|it is|is that|is this|is a|do you have|have you got) [here|exactly|today]",
        "what hour and minute is it",
        "what is the [current|exact|local|right|correct] (time|hour) [is it|of day|today|here|exactly|please]",
        "what is [current|exact|local] time",
        "what time [now|here]",
        "(what time|the time) it is", "what the [current|exact] time is",
        "[the] [current|exact|local] time", "got the time", "time check", "time now",
        "how late is it", "is it late",
    ])
    private static let elsewhere = [Phrase](notations: [
        "(what time|what hour) is it [right|just|exactly] [now] (in|at|over in|there in) {words}",
        "what is the [current|exact|local] (time|hour) [right] [now] (in|at|over in|for) {words}",
        "what is the {words} time", "what time is it {words} time", "[the] [current] time [right] [now] in {words}",
        "in [the] {words} what time is it [now|right now]",
        "(what|which) (timezone|time zone) {words}", "what is {words} (timezone|time zone)", "(timezone|time zone) (in|of|for) {words}",
        "what is the (timezone|time zone) (in|of|for) {words}", "the (timezone|time zone) (in|of|for) {words}",
    ])

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        if let match = Self.local.best(utterance.words) {
            return SkillAnswer(text: "It is \(request.now.spokenClock).", weight: match.weight)
        }
        guard let match = Self.elsewhere.best(utterance.words), let range = match.range(.words), !Self.isNotAPlace(utterance.words[range])
        else {
            return nil
        }
        return SkillAnswer(
            text: "I only know the time here, where it is \(request.now.spokenClock). I have no table of time zones yet.",
            weight: match.weight, isLimit: true)
    }

    /// "what time is it in the movie" and "what is the best time" ask for something else.
    private static func isNotAPlace(_ words: ArraySlice<String>) -> Bool {
        let things: Set<String> = [
            "movie", "film", "book", "story", "game", "show", "song", "best", "worst", "right", "first", "last", "next", "lunch", "dinner",
            "travel", "driving", "flight", "prep", "cook", "cooking", "wait", "waiting", "departure", "arrival", "delivery", "boarding",
            "average",
            "bed", "opening", "closing", "shipping", "processing", "a", "start", "end",
        ]
        return words.contains(where: things.contains)
    }
}
