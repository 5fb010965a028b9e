import Language
import Testing

@Suite struct NumberParserTests {
    static let numbers: [(String, String)] = [
        ("five", "5"), ("zero", "0"), ("nineteen", "19"), ("twenty five", "25"), ("one hundred and five", "105"), ("a hundred", "100"),
        ("two hundred forty seven", "247"), ("fifteen hundred", "1500"), ("one thousand two hundred and thirty four", "1234"),
        ("twelve thousand", "12000"), ("three million and one", "3000001"), ("a million", "1000000"), ("two billion", "2000000000"),
        ("three point one four", "3.14"), ("point five", "0.5"), ("zero point two five", "0.25"), ("three point twenty five", "3.25"),
        ("one point five million", "1500000"), ("3.5", "3.5"), ("1.5 million", "1500000"), ("42", "42"), ("a dozen", "12"),
        ("two dozen", "24"),
        ("half", "0.5"), ("a half", "0.5"), ("a quarter", "0.25"), ("three quarters", "0.75"), ("two and a half", "2.5"),
        ("five and three quarters", "5.75"), ("an eighth", "0.125"), ("a hundred and a half", "100.5"), ("2 1 over 2", "2.5"),
        ("ten point oh five", "10.05"),
    ]

    @Test("numbers are read to their end", arguments: numbers)
    func whole(words: String, expected: String) throws {
        let value = try #require(Rational(decimal: expected))
        #expect(NumberParser.whole(split(words)[...]) == value)
    }

    @Test(
        "a number ends where the next word does not continue it",
        arguments: [
            ("five apples", "5", 1), ("two three", "2", 1), ("a hundred and", "100", 2), ("twenty eleven", "20", 1),
            ("twenty and five", "20", 1),
            ("ten hundred hundred", "1000", 2), ("five million thousand", "5000000", 2), ("six and seven", "6", 1), ("3 4", "3", 1),
        ])
    func prefix(words: String, expected: String, count: Int) throws {
        let value = try #require(Rational(decimal: expected))
        let reading = try #require(NumberParser.read(split(words)[...]))
        #expect(reading.value == value)
        #expect(reading.count == count)
    }

    @Test("what is no number is refused", arguments: ["", "a", "an apple", "and five", "hundred", "point", "first", "1.2.3", "oh"])
    func refused(words: String) { #expect(NumberParser.read(split(words)[...]) == nil) }

    @Test("ordinals are read", arguments: [("first", 1), ("twenty first", 21), ("thirtieth", 30), ("21 st", 21), ("4 th", 4)])
    func ordinal(words: String, expected: Int) { #expect(NumberParser.readOrdinal(split(words)[...])?.value == Rational(expected)) }

    @Test(
        "lengths of time are read",
        arguments: [
            ("five minutes", 300), ("an hour", 3_600), ("half an hour", 1_800), ("a quarter of an hour", 900),
            ("three quarters of an hour", 2_700),
            ("an hour and a half", 5_400), ("one and a half hours", 5_400), ("two and a half minutes", 150),
            ("one hour and thirty minutes", 5_400),
            ("one hour thirty minutes", 5_400), ("1 h 30 m", 5_400), ("ninety seconds", 90), ("a minute and thirty seconds", 90),
            ("an hour and ten", 4_200), ("a couple of minutes", 120), ("five minute", 300), ("for minutes", 240),
            ("two minutes and a half", 150),
            ("half a minute", 30), ("two hours five minutes and ten seconds", 7_510), ("zero minutes", 0), ("2 days", 172_800),
        ])
    func duration(words: String, seconds: Int) { #expect(DurationParser.whole(split(words)[...]) == .seconds(seconds)) }

    @Test(
        "what is no length is refused",
        arguments: ["", "five", "minutes", "for", "five apples", "a few minutes", "ten seconds five minutes"])
    func noDuration(words: String) { #expect(DurationParser.whole(split(words)[...]) == nil) }

    @Test(
        "lengths are said in their largest units",
        arguments: [
            (0, "0 seconds"), (1, "1 second"), (60, "1 minute"), (5_400, "1 hour and 30 minutes"),
            (90_061, "1 day, 1 hour, 1 minute and 1 second"),
        ])
    func text(seconds: Int, expected: String) { #expect(DurationParser.text(.seconds(seconds)) == expected) }
}

private func split(_ words: String) -> [String] { words.split(separator: " ").map(String.init) }
