import Language
import Testing
import Wire

@Suite struct SlotTests {
    /// An engine with one intent: "use" and a slot of the type.
    private func engine(_ type: SlotType) throws -> UnderstandingEngine {
        let choices = type == .choice ? ", choices: {small: [little, tiny], large: [big]}" : ""
        let text = """
            name: test
            version: 1
            intents:
              - name: use
                title: use it
                examples: ["use it", "use it with {x:\(type.rawValue)}"]
                slots: {x: {type: \(type.rawValue), required: true, ask: "With what?"\(choices)}}
                tool: use
                arguments: {x: "{x}"}
                replies: ["{x}"]
            """
        let (pack, mistakes) = PackReader.read(Array(text.utf8), file: "t.yaml")
        #expect(mistakes.isEmpty, "\(mistakes)")
        return UnderstandingEngine(library: IntentLibrary.combine([[try #require(pack)]]).library)
    }

    /// At 14:05 on Saturday, November 21, 2026.
    static let values: [(SlotType, String, JSONValue, String)] = [
        (.number, "three point five", 3.5, "3.5"), (.number, "minus two", .null, ""), (.number, "a hundred and five", 105, "105"),
        (.integer, "twenty five", 25, "25"), (.integer, "2.5", .null, ""),
        (.ordinal, "the third one", 3, "third"), (.ordinal, "number four", 4, "fourth"), (.ordinal, "last", -1, "last"),
        (.percent, "20%", 20, "20 percent"), (.percent, "twelve and a half percent", 12.5, "12.5 percent"), (.percent, "twenty", .null, ""),
        (.amount, "5 km", ["value": 5, "unit": "kilometer"], "5 km"), (.amount, "a mile", ["value": 1, "unit": "mile"], "1 mile"),
        (.amount, "sixty miles per hour", ["value": 60, "unit": "mile per hour"], "60 miles per hour"),
        (.amount, "five bananas", .null, ""),
        (.unit, "square feet", "square foot", "square feet"), (.unit, "euros", "EUR", "euros"),
        (.money, "$20", ["value": 20, "currency": "USD"], "20 dollars"),
        (.money, "five euros and twenty cents", ["value": 5.2, "currency": "EUR"], "5.2 euros"),
        (.money, "fifty pence", ["value": 0.5, "currency": "GBP"], "0.5 pounds"),
        (.money, "48.50 dollars", ["value": 48.5, "currency": "USD"], "48.5 dollars"),
        (.date, "tomorrow", "2026-11-22", "tomorrow"), (.date, "friday", "2026-11-27", "on Friday"),
        (.date, "the fourth of july", "2027-07-04", "on July 4, 2027"), (.date, "banana", .null, ""),
        (.time, "half past six in the evening", "18:30", "6:30 PM"), (.time, "9:15 am", "09:15", "9:15 AM"),
        (.time, "noon", "12:00", "noon"),
        (.time, "quarter to five", "16:45", "4:45 PM"), (.time, "ten to one", "00:50", "12:50 AM"),
        (.time, "seventeen thirty", "17:30", "5:30 PM"),
        (.time, "nine o'clock", "21:00", "9 PM"), (.time, "two", "02:00", "2 AM"), (.time, "three", "15:00", "3 PM"),
        (.datetime, "tomorrow at nine", "2026-11-22T09:00", "tomorrow at 9 AM"),
        (.datetime, "tonight", "2026-11-21T20:00", "today at 8 PM"),
        (.datetime, "at three tomorrow", "2026-11-22T15:00", "tomorrow at 3 PM"),
        (.datetime, "friday morning", "2026-11-27T09:00", "on Friday at 9 AM"),
        (.datetime, "in twenty minutes", "2026-11-21T14:25", "today at 2:25 PM"),
        (.datetime, "monday at ten pm", "2026-11-23T22:00", "on Monday at 10 PM"),
        (.datetime, "in two days", "2026-11-23T09:00", "on Monday at 9 AM"),
        (.datetime, "at one", "2026-11-22T01:00", "tomorrow at 1 AM"),
        (.datetime, "an hour from now", "2026-11-21T15:05", "today at 3:05 PM"),
        (.datetime, "tomorrow evening at seven thirty", "2026-11-22T19:30", "tomorrow at 7:30 PM"),
        (.datetime, "december 3 at noon", "2026-12-03T12:00", "on December 3 at noon"),
        (.duration, "an hour and a half", 5_400, "1 hour and 30 minutes"), (.duration, "90 seconds", 90, "1 minute and 30 seconds"),
        (.text, "my old bike", "my old bike", "your old bike"), (.name, "anna maria", "Anna Maria", "Anna Maria"),
        (.name, "tomorrow", .null, ""),
        (.list, "milk, bread and two eggs", ["milk", "bread", "two eggs"], "milk, bread and two eggs"), (.list, "milk", ["milk"], "milk"),
        (.choice, "big", "large", "big"), (.choice, "the tiny", "small", "tiny"), (.choice, "huge", .null, ""),
        (.yesNo, "yes please", true, "yes"), (.yesNo, "no way", false, "no"),
    ]

    @Test("a slot takes what its type is, and nothing else", arguments: values)
    func reading(type: SlotType, said: String, value: JSONValue, spoken: String) async throws {
        let engine = try engine(type)
        let request = UnderstandingRequest(text: "use it with \(said)", now: saturdayAfternoon)
        let understood = await engine.understand(request)
        guard value != .null else {
            #expect(understood.slots["x"] == nil)
            return
        }
        #expect(understood.slots["x"]?.json == value)
        #expect(understood.slots["x"]?.spoken == spoken)
        guard case .call(let plan) = understood.action else {
            Issue.record("no call")
            return
        }
        #expect(plan.call == PlannedCall(tool: "use", arguments: ["x": value]))
        #expect(engine.report(plan, result: ["a": 1], speech: nil, failure: nil, request: request).text == spoken)
    }

    @Test("asked for alone, an answer is read with the words around it")
    func answers() async throws {
        for (type, said, value) in [
            (SlotType.integer, "I think five", 5), (.time, "at five please", "17:00"), (.date, "let's say on friday", "2026-11-27"),
            (.choice, "the big one please", "large"), (.duration, "for ten minutes", 600), (.yesNo, "yes", true), (.yesNo, "no", false),
        ] as [(SlotType, String, JSONValue)] {
            let engine = try engine(type)
            let asked = await engine.understand(UnderstandingRequest(text: "use it", now: saturdayAfternoon))
            #expect(asked.action == .ask("With what?"))
            let answered = await engine.understand(UnderstandingRequest(text: said, now: saturdayAfternoon, memo: asked.memo))
            #expect(answered.slots["x"]?.json == value, "\(said)")
        }
    }
}
