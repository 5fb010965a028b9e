import Dialogue
import Language
import Testing

@Suite struct TimerTests {
    static let starts: [(String, Int, String)] = [
        ("set a timer for five minutes", 300, "5 minute"), ("Set a timer for 5 minutes.", 300, "5 minute"),
        ("set a five minute timer", 300, "5 minute"),
        ("timer for ten minutes please", 600, "10 minute"), ("timer 10 minutes", 600, "10 minute"),
        ("start a timer for an hour and a half", 5_400, "1 hour 30 minute"),
        ("wake me in half an hour", 1_800, "30 minute"), ("wake me up in twenty minutes", 1_200, "20 minute"),
        ("can you set a timer for thirty seconds", 30, "30 second"),
        ("set the timer four ten minutes", 600, "10 minute"), ("set a timer for for minutes", 240, "4 minute"),
        ("set a time for five minutes", 300, "5 minute"),
        ("i want a 10 minute timer", 600, "10 minute"), ("please set a timer for 1h30m", 5_400, "1 hour 30 minute"),
        ("a two minute timer", 120, "2 minute"),
        ("alert me in 20 minutes", 1_200, "20 minute"), ("remind me in ten minutes", 600, "10 minute"),
        ("hey coda set a timer for one minute", 60, "1 minute"),
        ("count down from ten seconds", 10, "10 second"), ("set a timer for twenty-five minutes", 1_500, "25 minute"),
        ("set a timer for 90 seconds", 90, "1 minute 30 second"),
        ("set another timer for two hours", 7_200, "2 hour"), ("let me know in fifteen minutes", 900, "15 minute"),
        ("set an alarm for five minutes from now", 300, "5 minute"),
        ("ok so um set a timer for uh five minutes", 300, "5 minute"), ("would you set a timer for a quarter of an hour", 900, "15 minute"),
    ]

    @Test("a timer starts from many wordings", arguments: starts)
    func starting(text: String, seconds: Int, label: String) {
        let expected = TimerRequest(duration: .seconds(seconds), label: label, announcement: "Your \(label) timer is done.")
        let answer = reply(text)
        #expect(answer.effects == [.startTimer(expected)])
        #expect(answer.text == "OK, \(DurationParser.text(.seconds(seconds))), starting now.")
    }

    static let named: [(String, Int, String, String)] = [
        ("set a pasta timer for ten minutes", 600, "pasta", "Your pasta timer is done."),
        ("set a timer for ten minutes for the pasta", 600, "pasta", "Your pasta timer is done."),
        ("set a timer called eggs for six minutes", 360, "eggs", "Your eggs timer is done."),
        ("set a ten minute timer for my tea", 600, "tea", "Your tea timer is done."),
        ("remind me in ten minutes to check the oven", 600, "reminder to check the oven", "It is time to check the oven."),
        ("remind me to call my mother in two hours", 7_200, "reminder to call your mother", "It is time to call your mother."),
        ("in five minutes remind me to call Bob", 300, "reminder to call Bob", "It is time to call Bob."),
        ("remind me in an hour about the meeting", 3_600, "reminder about the meeting", "You wanted to be reminded: the meeting."),
    ]

    @Test("a timer takes the name it is given", arguments: named)
    func naming(text: String, seconds: Int, label: String, announcement: String) {
        #expect(reply(text).effects == [.startTimer(TimerRequest(duration: .seconds(seconds), label: label, announcement: announcement))])
    }

    @Test(
        "what cannot be timed is said",
        arguments: [
            ("set a timer for zero minutes", "A timer needs to be at least one second long."),
            ("set a timer for two weeks", "I can keep timers for up to 24 hours. That would be longer."),
            ("set a timer", "For how long?"), ("set a timer for five", "Seconds, minutes or hours? For how long?"),
            ("set a timer for a few minutes", "For how long?"),
            (
                "wake me up at seven",
                "I cannot do that for a time of day yet, only after a length of time. You can say, set a timer for 20 minutes."
            ),
            (
                "set an alarm for 6 am",
                "I cannot do that for a time of day yet, only after a length of time. You can say, set a timer for 20 minutes."
            ),
        ])
    func refused(text: String, expected: String) {
        let answer = reply(text)
        #expect(answer.text == expected)
        #expect(answer.effects.isEmpty)
    }

    @Test("the length may follow when asked for, and only then")
    func followUp() {
        let asked = [Exchange(user: "set a timer", assistant: "For how long?")]
        #expect(
            reply("five minutes", history: asked).effects == [
                .startTimer(TimerRequest(duration: .seconds(300), label: "5 minute", announcement: "Your 5 minute timer is done."))
            ])
        #expect(reply("five minutes").effects.isEmpty)
    }

    @Test("labels stay unique")
    func unique() {
        let running = [RunningTimer(label: "5 minute", remaining: .seconds(100))]
        guard case .startTimer(let timer)? = reply("set a timer for five minutes", timers: running).effects.first else {
            Issue.record("no timer")
            return
        }
        #expect(timer.label == "second 5 minute")
        #expect(timer.announcement == "Your second 5 minute timer is done.")
    }

    private static let three = [
        RunningTimer(label: "5 minute", remaining: .seconds(125)), RunningTimer(label: "pasta", remaining: .seconds(61)),
        RunningTimer(label: "reminder to call Bob", remaining: .seconds(3_600)),
    ]

    @Test("what is left is told, of one or of all")
    func status() {
        #expect(reply("how long is left").text == "No timer is running.")
        #expect(reply("how long is left", timers: [Self.three[0]]).text == "2 minutes and 5 seconds left on the 5 minute timer.")
        #expect(
            reply("how much time is left on the pasta timer", timers: Self.three).text == "The pasta timer has 1 minute and 1 second left.")
        #expect(
            reply("how long is left", timers: Self.three).text
                == "The 5 minute timer has 2 minutes and 5 seconds left. The pasta timer has 1 minute and 1 second left. The reminder to call Bob has 1 hour left."
        )
    }

    static let stops: [(String, [ReplyEvent])] = [
        ("cancel all timers", [.stopTimers(label: nil)]), ("stop all the timers", [.stopTimers(label: nil)]),
        ("cancel the five minute timer", [.stopTimers(label: "5 minute")]),
        ("stop the pasta timer", [.stopTimers(label: "pasta")]), ("cancel the 5 minute timer please", [.stopTimers(label: "5 minute")]),
        ("cancel the bob reminder", [.stopTimers(label: "reminder to call Bob")]),
        ("cancel the timer", []), ("cancel the ten minute timer", []), ("stop", []), ("stop the music", []),
    ]

    @Test("timers stop by name", arguments: stops)
    func stopping(text: String, expected: [ReplyEvent]) { #expect(reply(text, timers: Self.three).effects == expected) }

    @Test("where several could be meant, the person chooses")
    func choice() {
        let question = reply("cancel the timer", timers: Self.three)
        #expect(question.text == "The 5 minute timer, the pasta timer and the reminder to call Bob are running. Which one shall I stop?")
        let history = [Exchange(user: "cancel the timer", assistant: question.text)]
        #expect(reply("the pasta one", history: history, timers: Self.three).effects == [.stopTimers(label: "pasta")])
        #expect(reply("pasta", history: history, timers: Self.three).effects == [.stopTimers(label: "pasta")])
        #expect(reply("all of them", history: history, timers: Self.three).effects == [.stopTimers(label: nil)])
        #expect(reply("what time is it", history: history, timers: Self.three).text == "It is 2:05 PM.")
        #expect(reply("cancel the timer", timers: [Self.three[1]]).effects == [.stopTimers(label: "pasta")])
        #expect(reply("cancel the timer").text == "No timer is running.")
    }
}
