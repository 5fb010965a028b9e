import Configuration
import Testing

@Suite struct SettingsFileTests {
    private func mistakes(_ text: String) -> [String] { SettingsFile(Array(text.utf8), name: "f").mistakes.map(\.description) }

    @Test(
        "a mistake is told with its place, what is expected, and the name that was meant",
        arguments: [
            ("servr:\n  port: 1", "f:1:1: there is no setting \"servr\"; did you mean server?"),
            ("server:\n  prot: 1", "f:2:3: there is no setting \"prot\" in server; did you mean port?"),
            ("port: 1", "f:1:1: there is no setting \"port\"; did you mean server.port?"),
            ("turn:\n  slots: 1", "f:2:3: there is no setting \"slots\" in turn; did you mean recognizer.slots?"),
            ("turn:\n  minimum_silnce: 1", "f:2:3: there is no setting \"minimum_silnce\" in turn; did you mean minimum_silence_ms?"),
            ("server.port: 1", "f:1:1: there is no setting \"server.port\"; did you mean server: port (a section and a name)?"),
            (
                "workers:\n  zzzzzzzzz: 1",
                "f:2:3: there is no setting \"zzzzzzzzz\" in workers; known are turn_model_threads, turn_model_queue."
            ),
            ("server:\n  port: 65536", "f:2:9: server.port must be a whole number from 0 to 65535, not 65536."),
            ("server:\n  port: eighty", "f:2:9: server.port must be a whole number from 0 to 65535, not \"eighty\"."),
            ("server:\n  port: \"80\"", "f:2:9: server.port must be a whole number from 0 to 65535, not text in quotes."),
            ("server:\n  port: 80.0", "f:2:9: server.port must be a whole number from 0 to 65535, not \"80.0\"."),
            ("server:\n  port:", "f:2:8: server.port must be a whole number from 0 to 65535, not nothing."),
            ("server:\n  port: [1]", "f:2:9: server.port must be a whole number from 0 to 65535, not a list."),
            ("server:\n  port: {a: 1}", "f:2:9: server.port must be a whole number from 0 to 65535, not a section."),
            ("server: 80", "f:1:9: server is a section and must hold settings, such as host: \"127.0.0.1\"."),
            ("- a", "f:1:1: A settings file must hold settings, such as preset: balanced."),
            ("turn: {threshold: nan}", "f:1:19: turn.threshold must be a number from 0.05 to 0.95, not \"nan\"."),
            ("turn: {threshold: 0x1p-1}", "f:1:19: turn.threshold must be a number from 0.05 to 0.95, not \"0x1p-1\"."),
            ("turn: {interrupt_reply: yes}", "f:1:25: turn.interrupt_reply must be true or false, not \"yes\"."),
            ("preset: fast", "f:1:9: preset must be low-latency, balanced or high-quality, not \"fast\"."),
            ("audio: {input_rate_hz: 44100}", "f:1:24: audio.input_rate_hz must be 16000 or 24000 hertz, not 44100."),
            ("server: {allowed_origins: a}", "f:1:27: server.allowed_origins must be a list of at most 100 texts, not \"a\"."),
            ("server: {allowed_origins: [a, [b]]}", "f:1:31: each of server.allowed_origins must be text."),
            ("server: {host: \"a\\0b\"}", "f:1:16: server.host must be text of at most 255 bytes, not \"a?b\"."),
        ])
    func mistake(text: String, expected: String) {
        #expect(mistakes(text) == [expected])
    }

    @Test("all mistakes are told at once, in the file's order, and the rest is taken")
    func together() {
        let text = "turn:\n  threshold: 7\n  longest_turn_s: 30\nserver:\n  port: x\n  port: 1\nsynthesizer: {voice: *a}\n"
        #expect(mistakes(text).map { String($0.prefix(5)) } == ["f:2:1", "f:5:9", "f:6:3", "f:7:2"])
        let file = SettingsFile(Array(text.utf8), name: "f")
        #expect(file.values.keys.sorted() == ["turn.longest_turn_s"])
        #expect(file.values["turn.longest_turn_s"]?.source == .file("f", TextPlace(line: 3, column: 3)))
    }

    @Test("what Coda is told about its part is not repeated in a mistake")
    func privacy() {
        let text = "reply:\n  instructions: " + String(repeating: "secret ", count: 6_000)
        #expect(mistakes(text) == ["f:2:17: reply.instructions must be text of at most 32768 bytes, not this."])
    }

    @Test("no more than 50 mistakes are told, and the last says so")
    func many() {
        let found = mistakes((0..<1_000).map { "key\($0): 1\n" }.joined())
        #expect(found.count == 50)
        #expect(found.last == "f:50:1: there are more mistakes; they are not told.")
    }

    @Test(
        "values of every kind are taken",
        arguments: [
            ("preset: low-latency", "preset", SettingValue.text("low-latency")),
            ("preset: 'high-quality'", "preset", .text("high-quality")),
            ("server: {port: 0}", "server.port", .integer(0)),
            ("turn: {threshold: 0.25}", "turn.threshold", .number(0.25)),
            ("turn: {silence_drop_decibels: 30}", "turn.silence_drop_decibels", .number(30)),
            ("turn: {interrupt_reply: false}", "turn.interrupt_reply", .flag(false)),
            ("audio: {input_rate_hz: 16000}", "audio.input_rate_hz", .integer(16_000)),
            ("server: {allowed_origins: ['https://a.example', b]}", "server.allowed_origins", .list(["https://a.example", "b"])),
            ("server: {tls: {key: /k.pem}}", "server.tls.key", .text("/k.pem")),
            ("reply:\n  instructions: |\n    Be kind.\n    Be short.\n", "reply.instructions", .text("Be kind.\nBe short.\n")),
            ("reply: {instructions: ''}", "reply.instructions", .text("")),
        ])
    func values(text: String, path: String, expected: SettingValue) {
        let file = SettingsFile(Array(text.utf8), name: "f")
        #expect(file.mistakes.isEmpty)
        #expect(file.values[path]?.value == expected)
    }
}
