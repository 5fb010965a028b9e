import Configuration
import Dialogue
import Language
import TestSupport
import Testing
import Wire

@Suite struct UnderstandingTests {
    private static let engine = UnderstandingEngine(library: builtInLibrary().library)

    private static let fragments = [
        "remind me to call mom", "tomorrow at nine", "no, five", "yes", "no", "cancel it", "never mind", "undo that", "and tomorrow?",
        "what about Paris?", "set an alarm", "clear my shopping list", "put milk, eggs on the list", "I meant Tuesday", "delete it", "it",
        "",
        "convert five miles to kilometers", "and in meters", "the second one", "split the bill", "120 dollars",
        "\u{1F600}\u{0301} {x} [y] \"z\"",
        "I have a new goal", "let us reflect", "what time is it", "set a timer for ten minutes", "every week", "half past",
        "a a a a a a a a a",
        "turn off the light", "that one", "go ahead", "make it eight", "\n\t", "remind me {when} to {task}", "in minus five minutes",
    ]

    @Test("any turns in any order leave a state that can be read, and the same turn is understood the same way", arguments: 0..<12)
    func anyTurns(seed: UInt64) async throws {
        var random = Seeded(seed)
        var memo = ""
        var now = saturdayAfternoon
        for _ in 0..<60 {
            let count = Int.random(in: 1...2, using: &random)
            let text = (0..<count).map { _ in Self.fragments.randomElement(using: &random) ?? "" }.joined(separator: " ")
            now.minute = Int.random(in: now.minute...59, using: &random)
            let request = UnderstandingRequest(text: text, now: now, personName: Bool.random(using: &random) ? "Anna" : nil, memo: memo)
            let understood = await Self.engine.understand(request)
            #expect(await Self.engine.understand(request) == understood)
            #expect((0...1).contains(understood.confidence))
            #expect(try JSONValue.parse(Array(understood.memo.utf8))["version"] == 1)
            // A turn that was not over is understood and forgotten.
            if Int.random(in: 0..<4, using: &random) == 0 { continue }
            memo = understood.memo
            guard case .call(let plan) = understood.action else { continue }
            let result: JSONValue? =
                Bool.random(using: &random) ? ["undo": ["tool": "x.undo", "arguments": ["id": 3]], "text": "it"] : nil
            let failure = result == nil && Bool.random(using: &random) ? "it is broken." : nil
            let (said, next) = Self.engine.report(plan, result: result, speech: nil, failure: failure, request: request)
            #expect(!said.isEmpty)
            #expect(try JSONValue.parse(Array(next.utf8))["version"] == 1)
            #expect(next.utf8.count < 64_000)
            memo = next
        }
    }

    @Test(
        "a memo of anything at all is a fresh state",
        arguments: [
            "{", "[]", "{\"version\":2}", "{\"version\":1,\"pending\":{\"kind\":\"slot\"}}",
            "{\"version\":1,\"recent\":[1,{}],\"turn\":-5}",
        ])
    func strangeMemo(memo: String) async {
        let understood = await Self.engine.understand(
            UnderstandingRequest(text: "what are my reminders", now: saturdayAfternoon, memo: memo))
        #expect(understood.intent == "reminder.list")
    }

    @Test("a risky plan is asked about and done after a yes")
    func risk() async throws {
        let request = UnderstandingRequest(text: "open the garage", now: saturdayAfternoon)
        let understood = await Self.engine.understand(request)
        guard case .call(let plan) = understood.action else {
            Issue.record("no call")
            return
        }
        #expect(plan.confirmation == "Shall I open the garage?" && !plan.isConfirmed)
        let (question, memo) = Self.engine.confirm(plan)
        #expect(question == "Shall I open the garage?")
        let yes = await Self.engine.understand(UnderstandingRequest(text: "yes", now: saturdayAfternoon, memo: memo))
        guard case .call(let confirmed) = yes.action else {
            Issue.record("no call after the yes")
            return
        }
        #expect(confirmed.isConfirmed && confirmed.confirmation == nil && confirmed.call == plan.call)
        let no = await Self.engine.understand(UnderstandingRequest(text: "no", now: saturdayAfternoon, memo: memo))
        #expect(no.action == .say("OK, I will not do that."))
    }

    @Test("two close meanings are told apart by asking")
    func clarification() async throws {
        struct Torn: IntentGuessing {
            func guess(_ text: String) async -> IntentReading {
                IntentReading(
                    guesses: [
                        IntentGuess(intent: "note.search", probability: 0.7), IntentGuess(intent: "reminder.list", probability: 0.68),
                    ],
                    outOfScope: 0.2)
            }
        }
        let engine = UnderstandingEngine(library: builtInLibrary().library, guesser: Torn())
        let asked = await engine.understand(UnderstandingRequest(text: "gimme the stuff from yesterday", now: saturdayAfternoon))
        #expect(asked.action == .ask("Do you want me to look through your notes, or to read your reminders?"))
        for (answer, intent) in [("the first one", "note.search"), ("the reminders", "reminder.list"), ("the latter", "reminder.list")] {
            let chosen = await engine.understand(UnderstandingRequest(text: answer, now: saturdayAfternoon, memo: asked.memo))
            #expect(chosen.intent == intent, "\(answer)")
        }
    }

    @Test("an unsure guess at something that changes things is asked about; out of scope is nothing")
    func unsure() async {
        struct Unsure: IntentGuessing {
            let outOfScope: Double
            func guess(_ text: String) async -> IntentReading {
                IntentReading(guesses: [IntentGuess(intent: "device.cover", probability: 0.5)], outOfScope: outOfScope)
            }
        }
        let library = builtInLibrary().library
        let request = UnderstandingRequest(text: "let some air into the room", now: saturdayAfternoon)
        let asked = await UnderstandingEngine(library: library, guesser: Unsure(outOfScope: 0.3)).understand(request)
        #expect(asked.action == .ask("Do you want me to open or close something?"))
        let nothing = await UnderstandingEngine(library: library, guesser: Unsure(outOfScope: 0.6)).understand(request)
        #expect(nothing.action == .nothing && nothing.confidence == 0)
    }

    @Test("replies choose by condition and take turns")
    func replies() async throws {
        let text = """
            name: t
            version: 1
            intents:
              - name: count
                title: count
                examples: [count them]
                tool: count
                confirm: never
                replies:
                  - {if: "result.items.count = 0", say: There are none.}
                  - {if: "result.items.count = 1", say: "One: {result.items.0.name}."}
                  - {if: "result.more", say: "More than {result.items.count}."}
                  - "{result.items.name}[, {person}]."
            """
        let (pack, mistakes) = PackReader.read(Array(text.utf8), file: "t.yaml")
        #expect(mistakes.isEmpty, "\(mistakes)")
        let engine = UnderstandingEngine(library: IntentLibrary.combine([[try #require(pack)]]).library)
        let request = UnderstandingRequest(text: "count them", now: saturdayAfternoon, personName: "Anna")
        guard case .call(let plan) = await engine.understand(request).action else {
            Issue.record("no call")
            return
        }
        for (result, said) in [
            (["items": []], "There are none."), (["items": [["name": "a"]]], "One: a."),
            (["items": [["name": "a"], ["name": "b"]], "more": true], "More than 2."),
            (["items": [["name": "a"], ["name": "b"], ["name": "c"]]], "a, b and c, Anna."), (["other": 1], "It is done, says the tool."),
        ] as [(JSONValue, String)] {
            #expect(
                engine.report(plan, result: result, speech: "It is done, says the tool.", failure: nil, request: request).text == said)
        }
        #expect(
            engine.report(plan, result: nil, speech: nil, failure: "Nobody is there.", request: request).text
                == "Nobody is there.")
    }

    @Test("what depends on the person or the moment is marked")
    func marks() async {
        let joke = await Self.engine.understand(UnderstandingRequest(text: "convert five miles to kilometers", now: saturdayAfternoon))
        #expect(!joke.isPersonal && !joke.isVolatile)
        let reminders = await Self.engine.understand(UnderstandingRequest(text: "what are my reminders", now: saturdayAfternoon))
        #expect(reminders.isPersonal && reminders.isVolatile)
        let next = await Self.engine.understand(UnderstandingRequest(text: "and in meters", now: saturdayAfternoon, memo: joke.memo))
        #expect(next.action == .nothing)
        let timer = await Self.engine.understand(UnderstandingRequest(text: "set a timer for ten minutes", now: saturdayAfternoon))
        #expect(timer.effects.count == 1 && timer.isVolatile)
    }
}
