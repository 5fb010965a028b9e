package import Configuration
internal import Dialogue
internal import Wire

/// Holds an engine against a test file.
package enum IntentTestRun {
    /// One thing that is not as it should be.
    package struct Failure: Sendable, Equatable {
        package var file: String
        package var place: TextPlace
        package var said: String
        /// Such as `slots.when`.
        package var what: String
        package var expected: String
        package var actual: String
    }

    /// What does not hold, and how many turns were tried.
    package static func run(_ tests: IntentTestFile, _ engine: UnderstandingEngine) async -> (failures: [Failure], turns: Int) {
        var failures: [Failure] = []
        var turns = 0
        for conversation in tests.tests {
            var memo = ""
            var history: [Exchange] = []
            var now = tests.now
            for turn in conversation.turns {
                turns += 1
                now = later(now, turn.after)
                let request = UnderstandingRequest(
                    text: turn.say, now: now, personName: tests.person, history: history, memo: memo, timers: [])
                let understood = await engine.understand(request)
                var said = ""
                var next = understood.memo
                switch understood.action {
                case .say(let text), .ask(let text): said = text
                case .call(let plan):
                    let result: JSONValue? = turn.failure == nil ? turn.result ?? ["ok": true] : nil
                    (said, next) = engine.report(plan, result: result, speech: turn.speech, failure: turn.failure, request: request)
                case .nothing: break
                }
                for (what, expected, actual) in differences(turn, understood, said) {
                    failures.append(
                        Failure(file: tests.file, place: turn.place, said: turn.say, what: what, expected: expected, actual: actual))
                }
                guard !turn.isAbandoned else { continue }
                memo = next
                history.append(Exchange(user: turn.say, assistant: said))
            }
        }
        return (failures, turns)
    }

    private static func differences(_ turn: IntentTestFile.Turn, _ understood: Understanding, _ said: String) -> [(String, String, String)]
    {
        var found: [(String, String, String)] = []
        func compare(_ what: String, _ expected: String?, _ actual: String) {
            if let expected, expected != actual { found.append((what, expected, actual)) }
        }
        var plan: ToolPlan?
        var action = "nothing"
        switch understood.action {
        case .say: action = "say"
        case .ask: action = "ask"
        case .call(let planned):
            action = "call"
            plan = planned
        case .nothing: break
        }
        compare("intent", turn.intent, understood.intent ?? "none")
        compare("action", turn.action, action)
        compare("tool", turn.tool, plan?.call.tool ?? "none")
        compare("before", turn.before, plan?.before?.tool ?? "none")
        if let arguments = turn.arguments { compare("arguments", arguments.text, plan?.call.arguments.text ?? "none") }
        if case .object(let wanted)? = turn.slots {
            let slots = understood.slots
            for (name, value) in wanted.sorted(by: { $0.key < $1.key }) {
                compare("slots.\(name)", value.text, slots[name]?.json.text ?? "none")
            }
        }
        if let part = turn.says, !said.contains(part) { found.append(("says", "... \(part) ...", said)) }
        if let part = turn.confirms, plan?.confirmation?.contains(part) != true {
            found.append(("confirms", "... \(part) ...", plan?.confirmation ?? "none"))
        }
        return found
    }

    private static func later(_ now: CivilTime, _ duration: Duration) -> CivilTime {
        let seconds = DialogueMemo.seconds(now) + Int(duration.components.seconds)
        guard duration > .zero, let date = CalendarDate(now)?.adding(days: seconds / 86_400 - DialogueMemo.seconds(now) / 86_400) else {
            return now
        }
        let rest = seconds % 86_400
        return CivilTime(
            year: date.year, month: date.month, day: date.day, weekday: date.weekday, hour: rest / 3_600, minute: rest % 3_600 / 60,
            second: rest % 60)
    }
}

extension Understanding {
    /// What was filled in so far: of a call its slots, of a question those it keeps for the answer.
    package var slots: [String: SlotValue] {
        if case .call(let plan) = action { return plan.slots }
        let memo = DialogueMemo(memo)
        switch memo.pending {
        case .slot(_, let slots, _, _)?, .confirm(_, let slots, _, _)?: return slots
        default: return memo.recent.last?.slots ?? [:]
        }
    }
}
