import Configuration
import Scenarios
import Testing
import Wire

@Suite struct ScenarioReaderTests {
    private func mistakes(_ text: String) -> [String] {
        guard case .failure(let mistakes) = ScenarioReader.read(Array(text.utf8), file: "a.yaml") else { return [] }
        return mistakes.list.map(\.description)
    }

    @Test("a scenario is read step by step")
    func read() throws {
        let text = """
            title: a talk
            settings: {detection: silence, silence_ms: 400, idle_ms: 6000, voice: rms, person_voice: slt, room_decibels: -60}
            steps:
              - say: "hello"
              - pause: 1.5 s
              - overlap: {play: clips/a.wav, after: 400 ms}
              - noise: -40
                for: 200 ms
              - mute: 3 s
              - type: "hi"
              - commit
              - expect:
                  speech_stopped: {within_ms: 900}
                  transcript: {contains: "Hello"}
                  reply:
                  interrupted: true
              - absent: [reply, done]
                for: 600 ms
                awaits: something
            """
        let scenario = try ScenarioReader.read(Array(text.utf8), file: "folder/a.yaml").get()
        #expect(scenario.title == "a talk")
        #expect(scenario.roomDecibels == -60)
        #expect(
            scenario.steps.map(\.action) == [
                .speak(.say("hello", voice: "slt")), .pause(.milliseconds(1_500)),
                .overlap(.play("folder/clips/a.wav"), after: .milliseconds(400)), .noise(decibels: -40, .milliseconds(200)),
                .mute(.seconds(3)), .type("hi"), .commit,
                .expect([
                    .sign(.speechStopped, text: nil, within: 900), .sign(.transcript, text: .contains("Hello"), within: nil),
                    .sign(.reply, text: nil, within: nil), .interrupted(true, within: nil),
                ]), .absent([.reply, .done], .milliseconds(600)),
            ])
        #expect(scenario.steps.last?.awaits == "something")
        #expect(scenario.session["audio"]?["input"]?["turn_detection"]?["idle_timeout_ms"] == 6_000)
    }

    @Test(
        "what is wrong is told with its line and column, and what was meant",
        arguments: [
            ("stepps:\n  - commit\n", "a.yaml:1:1: a scenario has no \"stepps\"; did you mean steps?"),
            ("steps:\n  - saay: hi\n", "a.yaml:2:5: a step has no \"saay\"; did you mean say?"),
            ("steps:\n  - pause: 600\n", "a.yaml:2:12: pause must be a time"),
            ("steps:\n  - say: hi\n    pause: 1 s\n", "a.yaml:3:5: a step does one thing"),
            ("steps:\n  - absent: reply\n", "a.yaml:2:5: absent needs how long"),
            ("steps:\n  - expect:\n      replly: {within_ms: 5}\n", "a.yaml:3:7: expect has no \"replly\"; did you mean reply?"),
            ("steps:\n  - expect:\n      reply: {within_ms: soon}\n", "a.yaml:3:26: within_ms must be a whole number"),
            ("steps:\n  - expect:\n      idle_prompt: {contains: x}\n", "a.yaml:3:21: idle_prompt has no \"contains\""),
            ("steps:\n  - overlap: {after: 1 s}\n", "a.yaml:2:14: there is nothing to hear"),
            ("settings: {idle_ms: 6000}\nsteps: [commit]\n", "a.yaml:1:11: idle_ms goes with detection: silence."),
            ("title: x\n", "a.yaml:1:1: there are no steps"), ("", "a.yaml:1:1: there are no steps"),
            ("steps:\n\t- commit\n", "a.yaml:2:1: YAML is indented with spaces"),
        ])
    func mistake(text: String, told: String) {
        let mistakes = mistakes(text)
        #expect(mistakes.contains { $0.hasPrefix(told) }, "\(mistakes)")
    }
}
