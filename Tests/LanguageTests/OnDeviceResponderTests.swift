import Dialogue
import Language
import Synchronization
import Testing

@Suite struct OnDeviceResponderTests {
    @Test(
        "the time is told however it is asked",
        arguments: [
            "what time is it", "What time is it?", "what's the time", "tell me the time", "can you tell me the time please",
            "um what time is it",
            "hey coda what time is it", "do you have the time", "what is the time now", "ok so what time is it right now",
            "the time please",
            "could you please tell me what time it is", "please let me know what time it is", "What’s the current time?", "what hour is it",
            "hello what time is it", "thanks what time is it now", "WHAT TIME IS IT", "time please", "i need to know what time it is",
        ])
    func time(text: String) { #expect(reply(text).text == "It is 2:05 PM.") }

    @Test(
        "hours are said on a twelve hour clock",
        arguments: [(0, 0, "12:00 AM"), (9, 7, "9:07 AM"), (12, 30, "12:30 PM"), (23, 59, "11:59 PM")])
    func clock(hour: Int, minute: Int, expected: String) {
        let now = CivilTime(year: 2026, month: 1, day: 1, weekday: 4, hour: hour, minute: minute, second: 0)
        #expect(reply("what time is it", now: now).text == "It is \(expected).")
    }

    @Test(
        "time elsewhere is admitted to be unknown",
        arguments: ["what time is it in tokyo", "what's the time in New York?", "what is the time in london right now"])
    func elsewhere(text: String) {
        #expect(reply(text).text == "I only know the time here, where it is 2:05 PM. I have no table of time zones yet.")
    }

    static let dates: [(String, String)] = [
        ("what day is it", "Today is Saturday, November 21, 2026."), ("what's the date", "Today is Saturday, November 21, 2026."),
        ("what's today's date", "Today is Saturday, November 21, 2026."),
        ("what is the date today", "Today is Saturday, November 21, 2026."),
        ("what day of the week is it", "Today is Saturday, November 21, 2026."),
        ("tell me the date please", "Today is Saturday, November 21, 2026."),
        ("i need to know what the date is today", "Today is Saturday, November 21, 2026."),
        ("which day is it today", "Today is Saturday, November 21, 2026."),
        ("what day is tomorrow", "Tomorrow is Sunday, November 22, 2026."),
        ("what's the date tomorrow", "Tomorrow is Sunday, November 22, 2026."),
        ("what is tomorrow's date", "Tomorrow is Sunday, November 22, 2026."),
        ("what day was yesterday", "Yesterday was Friday, November 20, 2026."),
        ("what day is the day after tomorrow", "The day after tomorrow is Monday, November 23, 2026."),
        ("what day is it in three days", "In three days, that will be Tuesday, November 24, 2026."),
        ("what date is in two weeks", "In two weeks, that will be Saturday, December 5, 2026."),
        ("in 2 days, what date will it be", "In 2 days, that will be Monday, November 23, 2026."),
        ("what is the date in 256 days", "In 256 days, that will be Wednesday, August 4, 2027."),
        ("what day was it ten days ago", "Ten days ago, that was Wednesday, November 11, 2026."),
        ("what day is christmas", "Christmas Day is Friday, December 25, 2026."),
        ("when is christmas", "Christmas Day is Friday, December 25, 2026."),
        ("what day does christmas fall on this year", "Christmas Day is Friday, December 25, 2026."),
        ("when is easter", "Easter Sunday is Sunday, March 28, 2027."),
        ("when is thanksgiving", "Thanksgiving in the United States is Thursday, November 26, 2026."),
        ("when is new year's eve", "New Year's Eve is Thursday, December 31, 2026."),
        ("when is halloween", "Halloween is Sunday, October 31, 2027."),
        ("what day is the fourth of july", "July 4 is Sunday, July 4, 2027."),
        ("what day is december twenty fifth", "December 25 is Friday, December 25, 2026."),
        ("what day is 2026-11-22", "That is Sunday, November 22, 2026."),
        ("what day was july twentieth nineteen sixty nine", "July 20, 1969 was Sunday, July 20, 1969."),
        ("what date is next friday", "Next Friday is Friday, November 27, 2026."),
        ("how many days until christmas", "Christmas Day is in 34 days, on Friday, December 25, 2026."),
        ("how long is it until tomorrow", "Tomorrow is tomorrow, Sunday, November 22, 2026."), ("what year is it", "It is the year 2026."),
        ("what month is it", "It is November 2026."), ("is 2028 a leap year", "2028 is a leap year."),
        ("is twenty twenty six a leap year", "2026 is not a leap year."),
        ("is it monday", "No, today is Saturday, November 21, 2026."),
        ("is it saturday today", "Yes, today is Saturday, November 21, 2026."),
        ("is tomorrow a weekday", "No, it is Sunday, November 22, 2026."),
    ]

    @Test("days are found in the calendar", arguments: dates)
    func date(text: String, expected: String) { #expect(reply(text).text == expected) }

    static let sums: [(String, String)] = [
        ("what is two plus two", "2 plus 2 is 4."), ("what's twenty five plus seventeen", "25 plus 17 is 42."), ("2+2", "2 plus 2 is 4."),
        ("What is 2 + 2?", "2 plus 2 is 4."), ("1,000 - 1", "1,000 minus 1 is 999."), ("what is ten minus twenty", "10 minus 20 is -10."),
        ("what is minus five plus three", "Minus 5 plus 3 is -2."), ("-5 + 3", "Minus 5 plus 3 is -2."),
        ("how much is six times seven", "6 times 7 is 42."),
        ("what is 4 x 4", "4 times 4 is 16."), ("what is 750 divided by 5", "750 divided by 5 is 150."),
        ("one hundred divided by three", "100 divided by 3 is about 33.333."),
        ("what is one divided by eight", "1 divided by 8 is 0.125."),
        ("what is ten divided by zero", "I cannot divide by zero: no number is the answer."),
        ("divide ten by zero", "I cannot divide by zero: no number is the answer."),
        ("0/0", "I cannot divide by zero: no number is the answer."),
        ("what is fifteen percent of eighty", "15% of 80 is 12."), ("what is 38% of 389209", "38% of 389,209 is 147,899.42."),
        ("what's 30% off 235", "30% off 235 is 164.5."),
        ("two hundred plus ten percent", "200 plus 10% is 220."), ("what is the square root of 144", "The square root of 144 is 12."),
        ("square root of two", "The square root of 2 is about 1.414."),
        ("what is the square root of minus four", "A negative number has no real square root."),
        ("the cube root of twenty seven", "The cube root of 27 is 3."), ("what is half of ninety", "Half of 90 is 45."),
        ("a quarter of two hundred", "A quarter of 200 is 50."),
        ("three quarters of eighteen", "Three quarters of 18 is 13.5."), ("what is 3/4 of 18", "3/4 of 18 is 13.5."),
        ("what is two to the power of ten", "2 to the power of 10 is 1,024."),
        ("what is 10 to the 12th power", "10 to the power of 12 is 1,000,000,000,000."), ("nine squared", "9 squared is 81."),
        ("three cubed", "3 cubed is 27."),
        ("what is 2^100", "2 to the power of 100 is about 1.268 times 10 to the power of 30."),
        ("what is two plus three times four", "2 plus 3 times 4 is 14."),
        ("zero point one plus zero point two", "0.1 plus 0.2 is 0.3."), ("three point five times two", "3.5 times 2 is 7."),
        ("twice twelve", "Twice 12 is 24."),
        ("add five and eighty nine", "5 plus 89 is 94."), ("can you subtract thirty six from five", "5 minus 36 is -31."),
        ("multiply 45 by 23", "45 times 23 is 1,035."),
        ("divide 100 by 20", "100 divided by 20 is 5."), ("how many times does eight go into two thousand", "2,000 divided by 8 is 250."),
        ("the sum of four and nine", "4 plus 9 is 13."), ("what is an 18 percent tip on 20 dollars", "18% of 20 is 3.6."),
        ("what is to plus two", "2 plus 2 is 4."),
        ("what is five plus for", "5 plus 4 is 9."), ("two million times three million", "2,000,000 times 3,000,000 is 6,000,000,000,000."),
        ("five factorial", "5 factorial is 120."),
        ("a hundred and five plus one", "105 plus 1 is 106."), ("what is 562 times 400", "562 times 400 is 224,800."),
        ("how much is one half plus one third", "0.5 plus 0.3333 is about 0.8333."),
        ("9 ^ 999999", "That number is too large for me."), ("2000 factorial", "That number is too large for me."),
        ("what is 7 mod 3", "7 modulo 3 is 1."),
    ]

    @Test("sums are worked out and said back", arguments: sums)
    func arithmetic(text: String, expected: String) { #expect(reply(text).text == expected) }

    @Test(
        "names are learnt from many wordings and written as names",
        arguments: [
            ("my name is anna", "Anna"), ("My name's McDonald", "McDonald"), ("call me bob please", "Bob"), ("you can call me al", "Al"),
            ("i'm peter", "Peter"),
            ("hi i'm mary", "Mary"), ("I'm Xanthe", "Xanthe"), ("my name is mary ann o'neil", "Mary Ann O'Neil"),
            ("my friends call me sam", "Sam"),
            ("MY NAME IS BOB", "Bob"), ("i am called stefan", "Stefan"), ("change my name to tom", "Tom"),
            ("my name is jean-luc", "Jean-Luc"),
            ("um my name is uh clara", "Clara"), ("hello my name is frank", "Frank"),
        ])
    func personName(text: String, expected: String) {
        let answer = reply(text)
        #expect(answer.effects == [.personName(expected)])
        #expect(answer.text == "Nice to meet you, \(expected).")
    }

    @Test(
        "nobody is renamed by mistake",
        arguments: [
            "i'm tired", "i am going home", "call me a taxi", "call me later", "call me back", "my name is not important", "my name is",
            "i'm not sure",
            "i'm here", "I'm Tired Of This", "i am sure", "call me when you are done", "call me", "i am ready now", "i'm fine thanks",
            "I AM ANGRY",
        ])
    func notAName(text: String) { #expect(reply(text).effects.isEmpty) }

    @Test("the name told is known again")
    func knowsName() {
        #expect(reply("what's my name", personName: "Anna").text == "Your name is Anna.")
        #expect(reply("who am i").text == "You have not told me your name yet. You can say, my name is, and then your name.")
        #expect(reply("hello", personName: "Anna").text == "Hello, Anna! What can I do for you?")
        #expect(reply("call me bo", personName: "Anna").text == "OK, I will call you Bo.")
    }

    static let intents: [(SkillName, [String])] = [
        (
            .greeting,
            [
                "hello", "hi", "Hello!", "hey there", "good morning", "hey coda", "hi there coda", "can you hear me", "are you there",
                "are you still there",
                "nice to meet you", "hello coda",
            ]
        ),
        (
            .wellBeing,
            [
                "how are you", "how are you doing today", "hey how's it going", "how do you do", "what's up", "hello how are you",
                "Hi! How are you?",
            ]
        ),
        (
            .thanks,
            [
                "thanks", "thank you", "thank you very much", "ok thanks a lot", "thanks for your help", "great thank you", "much obliged",
                "well done",
            ]
        ),
        (
            .farewell,
            ["goodbye", "bye", "bye bye", "see you later", "good night", "ok goodbye coda", "have a nice day", "thanks bye", "that's all"]
        ),
        (
            .identity,
            [
                "who are you", "what's your name", "what is your name please", "are you a robot", "are you human", "who made you",
                "what are you", "are you siri",
            ]
        ),
        (
            .abilities,
            [
                "help", "what can you do", "what can you help me with", "how can you help me", "what can i ask you",
                "what are you capable of",
            ]
        ),
        (
            .repetition,
            [
                "say that again", "pardon", "what did you say", "can you repeat that", "i didn't catch that", "repeat please", "come again",
                "could you say that again please",
            ]
        ),
        (
            .acknowledgement,
            [
                "yes", "no", "yeah", "nope", "stop", "never mind", "cancel", "ok", "be quiet", "that's wrong", "yes please", "wait",
                "no thank you", "shut up",
            ]
        ),
        (
            .knownLimit,
            [
                "what's the weather like", "will it rain tomorrow", "play some music", "turn on the lights", "tell me a joke",
                "flip a coin", "send a message to bob", "read me the news",
            ]
        ),
        (
            .timerStatus,
            [
                "how long is left", "how much time is left on the timer", "how long is left on the pasta timer", "what timers do i have",
                "when will the timer go off",
            ]
        ),
        (
            .stopTimer,
            [
                "cancel the timer", "stop all timers", "cancel the five minute timer", "turn off the timer", "cancel all the timers",
                "delete the pasta timer",
            ]
        ),
        (.nothingHeard, ["", "   ", "...", "?!", "🙂", "um"]),
    ]

    @Test("every wording reaches its skill", arguments: intents)
    func intent(skill: SkillName, texts: [String]) {
        for text in texts { #expect(reply(text).skills == [skill], "\(text)") }
    }

    @Test(
        "what is not understood is said not to be",
        arguments: [
            "what time is it in the movie", "what is the best time to visit", "what is the meaning of life", "how old is the queen",
            "time flies like an arrow",
            "i had a good time today", "the date was wonderful", "he has been here for five minutes", "who is the president", "five",
            "twenty five", "five minutes",
            "two", "what is five", "what is five plus", "plus plus", "divide the pie", "what is the square root", "how long is the river",
            "how long is a piece of string",
            "stop the car", "my name", "repeat after me one two three", "the timer is nice", "remind", "is it", "what is love",
            "how many days", "what is the date of the battle of hastings",
            "set", "hello world program in python", "the quick brown fox jumps over the lazy dog", "to for", "to plus too",
            "what did the president say", "help the children",
            "who are the beatles", "what is your favourite colour", "thank god it's friday", "a", "i", "it", "that", "the", "today",
            "yes we can change the world", "no man is an island", "good grief charlie brown", "how are you different from other assistants",
            "cancel my flight to boston",
            "what is the capital of france", "when is my dentist appointment", "february thirtieth", "what day is february thirtieth",
        ])
    func notUnderstood(text: String) {
        let answer = reply(text)
        #expect(answer.effects.isEmpty)
        if text == "my name" {
            #expect(answer.skills == [.personName])
        } else {
            #expect(answer.skills == [.notUnderstood], "\(answer.text)")
        }
    }

    @Test("the same failure is not worded the same twice in a row")
    func variety() {
        let once = reply("zebra umbrella", history: [])
        let twice = reply("zebra umbrella", history: [Exchange(user: "zebra umbrella", assistant: once.text)])
        #expect(once.text != twice.text)
        #expect(reply("", history: []).text != reply("", history: [Exchange(user: "", assistant: "")]).text)
    }

    @Test("what was said is said again, without piling up")
    func repeats() {
        let history = [Exchange(user: "what time is it", assistant: "It is 2:04 PM.")]
        let again = reply("say that again", history: history).text
        #expect(again == "I said: It is 2:04 PM.")
        #expect(reply("pardon", history: history + [Exchange(user: "say that again", assistant: again)]).text == again)
        #expect(reply("what did i say", history: history).text == "You said: what time is it")
        #expect(reply("pardon").text == "I have not said anything yet.")
    }

    @Test("two requests in one breath are both answered, or neither")
    func several() {
        #expect(reply("Hello! What time is it?").text == "It is 2:05 PM.")
        #expect(reply("what time is it and what's two plus two").text == "It is 2:05 PM. 2 plus 2 is 4.")
        #expect(reply("set a timer for five minutes and paint the fence").effects.isEmpty)
    }

    @Test("the same request gives the same reply, and the stream ends once")
    func stream() {
        let request = ReplyRequest(text: "set a timer for five minutes", now: saturdayAfternoon)
        let events = Mutex<[ReplyEvent]>([])
        OnDeviceResponder().reply(to: request) { event in events.withLock { $0.append(event) } }.cancel()
        let first = events.withLock { $0 }
        #expect(first == OnDeviceResponder().events(for: request))
        #expect(first.last == .finished)
        #expect(first.count { $0 == .finished } == 1)
    }

    @Test("any text is survived", arguments: 0..<20)
    func survives(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let words = [
            "five", "hundred", "and", "a", "half", "of", "point", "minus", "plus", "timer", "set", "for", "minutes", "what", "is", "the",
            "percent", "0", "/", "-", "to",
            "power", "9999999999999999999999999999999999999999", "1e5", ".", "²", "☃", "\u{0}", "🇩🇪", "e\u{301}", "'", "-.-", "root",
            "square", "factorial", "billion", "july", "31", "first",
        ]
        for _ in 0..<150 {
            let text = (0..<next(16)).map { _ in words[next(words.count)] }.joined(separator: next(4) == 0 ? "" : " ")
            #expect(!reply(text).text.isEmpty)
        }
    }
}
