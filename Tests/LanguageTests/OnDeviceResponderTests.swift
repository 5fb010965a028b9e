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
