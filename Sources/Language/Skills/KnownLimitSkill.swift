internal import Dialogue

/// Knows what people often ask that cannot be done here, and says so plainly.
struct KnownLimitSkill: Skill {
    let name = SkillName.knownLimit

    private static let topics: [(reply: String, phrases: [Phrase])] = [
        (
            "I cannot see the weather: I work without the internet.",
            [Phrase](notations: [
                "(what is|how is|what will|what does|how will) [the] weather [{words}]",
                "[the] (weather|weather forecast|forecast) [{words}]",
                "(is|will|does) it [going to|be] (rain|snow|raining|snowing|sunny|windy|cloudy|cold|hot|warm|freezing) [{words}]",
                "what is the (temperature|forecast) [outside|today|tomorrow|right now|in|now] [{words}]",
                "(do|will) i need (an umbrella|a coat|a jacket) [{words}]", "how (hot|cold|warm) (is it|will it be) [{words}]",
            ])
        ),
        (
            "I cannot play music or sounds yet.",
            [Phrase](notations: [
                "play [me] {words}", "(play|stop|pause|resume) [the|some] (music|song|radio|playlist)",
                "(next|previous|skip) [this] (song|track)", "put on some (music|{words} music)", "sing [me] [a song|something|{words}]",
            ])
        ),
        (
            "I cannot control devices yet.",
            [Phrase](notations: [
                "(turn|switch|shut) (on|off|down|up) [the|my|all] [{words}] (light|lights|lamp|tv|television|heating|fan|heater|radio|oven|thermostat|air conditioning|ac)",
                "(turn|switch|shut) [the|my|all] [{words}] (light|lights|lamp|tv|television|heating|fan|heater|radio|oven|thermostat) (on|off|down|up)",
                "(lock|unlock|open|close) (the|my) [{words}] (door|doors|garage|blinds|curtains|window|windows)",
                "(dim|brighten) the [{words}] (light|lights)",
            ])
        ),
        (
            "I cannot read the news: I work without the internet.",
            [Phrase](notations: [
                "(what is|what are|read|read me|any|hear) [in|the|today|some|me the] [latest|current|today] (news|headlines) [today|{words}]",
                "[the|latest|the latest] (news|headlines)", "what is (in|on) the news [today]",
            ])
        ),
        (
            "I cannot make calls or send messages yet.",
            [Phrase](notations: [
                "(make|place) a [phone] call [to {words}]", "send [a|an] (message|text|text message|email|mail) [to] [{words}]",
                "(phone|dial) {words}", "call (my|the|mom|mum|dad|mother|father|home|nine one one|911) [{words}]",
                "text (my|mom|mum|dad) [{words}]",
            ])
        ),
        (
            "I do not know any jokes yet.",
            [Phrase](notations: [
                "[tell|another|me] [me] [a|another|one more|some] [good|funny|dad|new|short] (joke|jokes) [{words}]", "say something funny",
                "something funny [{words}]", "make me laugh", "do you know (a joke|any jokes|some jokes)",
            ])
        ),
        (
            "I cannot draw at random, because I answer the same question the same way each time.",
            [Phrase](notations: [
                "(flip|toss|throw) a coin [{words}]", "heads or tails", "roll [a|the|some] (die|dice) [{words}]",
                "(a|pick a|give me a|think of a|choose a) random number [{words}]", "(a|pick a) number between {words}",
            ])
        ),
        (
            "I cannot search the internet.",
            [Phrase](notations: [
                "(search|google) [for|the internet|the web|online] {words}", "look up {words} (online|on the internet|on the web)",
                "search the (internet|web) [for {words}]",
            ])
        ),
        (
            "I cannot translate yet.",
            [Phrase](notations: [
                "translate {words}",
                "how do (you|i) say {words} in (spanish|french|german|italian|chinese|japanese|russian|portuguese|korean|dutch|polish|arabic|hindi|latin|greek|turkish)",
                "(do you|can you) speak (spanish|french|german|italian|chinese|japanese|russian|portuguese|korean|dutch)",
            ])
        ),
    ]

    func answer(_ utterance: Utterance, _ request: ReplyRequest) -> SkillAnswer? {
        for (reply, phrases) in Self.topics {
            if let match = phrases.best(utterance.words) { return SkillAnswer(text: reply, weight: match.weight, isLimit: true) }
        }
        return nil
    }
}
