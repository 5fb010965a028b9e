import Dialogue
import Testing

@Suite struct AnswerExpectationTests {
    @Test(
        "the last question says what kind of answer comes",
        arguments: [
            ("What is your phone number?", .digits),
            ("Sure. Please tell me the code on the back.", .digits),
            ("Can you give me your postcode?", .digits),
            ("Is this your phone number?", .yesNo),
            ("Could you spell that for me?", .spelling),
            ("How do you spell your name?", .spelling),
            ("What's your email address?", .email),
            ("Please say your e-mail.", .email),
            ("And what is the delivery address?", .address),
            ("Should I set the alarm?", .yesNo),
            ("It is ten past six. Do you want me to wake you?", .yesNo),
            ("You mean tomorrow, right?", .yesNo),
            ("Would you like tea or coffee?", .open),
            ("Can you tell me more?", .open),
            ("What time should I wake you?", .open),
            ("The number is four.", .open),
            ("Do you like it? I do.", .open),
            ("I sent it to your email.", .open),
            ("Right?", .open),
            ("", .open),
            ("  ", .open),
            ("?!", .open),
        ] as [(String, AnswerExpectation)])
    func inference(question: String, expected: AnswerExpectation) {
        #expect(AnswerExpectation(question: question) == expected)
    }

    @Test(
        "how a hypothesis ends",
        arguments: [
            (nil, .unknown), ("", .empty), ("book a table for", .unfinished), ("i want to um", .unfinished), ("turn on the", .unfinished),
            ("yes", .yesNo), ("no thanks", .yesNo), ("four seven", .number), ("b", .number), ("what time is it", .whole),
            ("turn it on", .whole), ("yes i would like to book a room", .whole),
        ] as [(String?, SpokenWords.Ending)])
    func endings(text: String?, expected: SpokenWords.Ending) {
        #expect(SpokenWords.ending(of: text) == expected)
    }
}
