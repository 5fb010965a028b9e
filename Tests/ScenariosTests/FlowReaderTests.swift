import Configuration
import Dialogue
import Language
import Scenarios
import Testing
import Wire

@Suite struct FlowReaderTests {
    private func mistakes(_ text: String) -> [String] {
        guard case .failure(let mistakes) = FlowReader.read(Array(text.utf8), file: "a.yaml") else { return [] }
        return mistakes.list.map(\.description)
    }

    @Test("a flow is read whole")
    func whole() throws {
        let text = """
            title: one
            mode: hybrid
            model:
              - says: [a, b]
                calls: [{name: f, arguments: {x: 1}}]
              - fails: timed_out
              - silent: true
            turns:
              - {user: hello, contains: hi, calls: [{name: f, arguments: {x: [1, true, two, nan]}}], asks: true}
              - {wait: 2 s, empty: true}
              - {say: hello, voice: awb}
            """
        let flow = try FlowReader.read(Array(text.utf8), file: "a.yaml").get()
        #expect(flow.mode == .hybrid && flow.isSpoken)
        #expect(flow.turns.map(\.input) == [.typed("hello"), .wait(.seconds(2)), .spoken("hello", voice: "awb")])
        let checks = flow.turns[0].checks.map(\.kind)
        #expect(checks.count == 3 && checks[0] == .contains(["hi"]) && checks[2] == .asks(true))
        guard case .calls(let calls) = checks[1] else {
            Issue.record("no calls")
            return
        }
        #expect(calls.map(\.name) == ["f"] && calls.first?.arguments == ["x": [1, true, "two", "nan"]])
        let model = try #require(flow.model)
        #expect(model.count == 3 && model[2] == .silence)
        guard case .events(let events) = model[0] else {
            Issue.record("no events")
            return
        }
        #expect(events.first == .text("a") && events.last == .finished(.calls))
        let arguments = events.reduce("") { if case .callArguments(_, let piece) = $1 { $0 + piece } else { $0 } }
        #expect(arguments == #"{"x":1}"#)
    }

    @Test(
        "a mistake is told with its place",
        arguments: [
            ("title: x\n", "a.yaml:1:1: there are no turns"), ("", "a.yaml:1:1: there are no turns"),
            ("turns:\n  - contains: x\n", "a.yaml:2:5: a turn begins with user:"),
            ("turns:\n  - user: x\n    contain: y\n", "a.yaml:3:5: a turn has no \"contain\"; did you mean contains?"),
            ("turns:\n  - wait: 5\n", "a.yaml:2:11: wait must be a time"),
            ("mode: any\nturns: [{user: x}]\n", "a.yaml:1:7: mode must be one of direct"),
            ("model:\n  - fails: often\nturns: [{user: x}]\n", "a.yaml:2:12: fails must be one of"),
            ("tools:\n  - {name: x, results: [{outputs: 1}]}\nturns: [{user: x}]\n", "a.yaml:2:26: a result has no \"outputs\""),
        ])
    func mistake(text: String, told: String) {
        let mistakes = mistakes(text)
        #expect(mistakes.contains { $0.hasPrefix(told) }, "\(mistakes)")
    }
}
