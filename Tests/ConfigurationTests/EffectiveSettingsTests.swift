import Configuration
import Testing

@Suite struct EffectiveSettingsTests {
    private func file(_ text: String) -> [String: SourcedValue] { SettingsFile(Array(text.utf8), name: "f").values }
    private func environment(_ variables: [String: String]) -> [String: SourcedValue] { SettingsEnvironment(variables).values }

    @Test("defaults give way to the preset, the file, the environment and the command line, in that order")
    func order() {
        let path = "turn.minimum_silence_ms"
        let preset = file("preset: low-latency")
        let given = file("preset: low-latency\nturn:\n  minimum_silence_ms: 200")
        let variables = environment(["CODA_TURN_MINIMUM_SILENCE_MS": "300"])
        let flags = [path: SourcedValue(.integer(400), .flag("--x"))]
        let cases: [([[String: SourcedValue]], Int, String)] = [
            ([], 128, "default"), ([preset], 96, "preset low-latency"), ([given], 200, "f:3"),
            ([given, variables], 300, "CODA_TURN_MINIMUM_SILENCE_MS"), ([given, variables, flags], 400, "--x"),
        ]
        for (layers, value, source) in cases {
            let effective = EffectiveSettings(layers)
            #expect(effective[path].value == .integer(value))
            #expect(effective[path].source.description == source)
            #expect(effective.settings.turn.minimumSilenceMilliseconds == value)
        }
    }

    @Test("a preset of a later source replaces the whole preset of an earlier one")
    func presets() {
        let effective = EffectiveSettings([file("preset: low-latency"), environment(["CODA_PRESET": "high-quality"])])
        #expect(effective.settings.turn.bargeInMilliseconds == 256)
        #expect(effective.settings.turn.minimumSpeechMilliseconds == 96)
    }

    @Test("the detector's aggressiveness stands for two values, and each given by itself comes first", arguments: 0...3)
    func aggressiveness(level: Int) {
        let both = EffectiveSettings([file("turn: {vad_aggressiveness: \(level)}")])
        #expect(both.settings.turn.threshold == [0.35, 0.5, 0.65, 0.8][level])
        #expect(both.settings.turn.silenceDropDecibels == [35, 25, 22, 18][level])
        #expect(both["turn.threshold"].source.description == "vad_aggressiveness \(level)")
        let one = EffectiveSettings([file("turn: {vad_aggressiveness: \(level), threshold: 0.1}")])
        #expect(one.settings.turn.threshold == 0.1)
        #expect(one.settings.turn.silenceDropDecibels == [35, 25, 22, 18][level])
    }

    @Test("variables are named after paths; the older short name gives way to the whole one")
    func variables() {
        let both = SettingsEnvironment(["CODA_PORT": "1", "CODA_SERVER_PORT": "2", "PATH": "x", "CODA_HOME": "y"])
        #expect(both.values["server.port"]?.value == .integer(2) && both.mistakes.isEmpty && both.warnings.isEmpty)
        #expect(SettingsEnvironment(["CODA_PORT": "1"]).values["server.port"]?.source == .environment("CODA_PORT"))
        let list = SettingsEnvironment(["CODA_SERVER_ALLOWED_ORIGINS": "https://a, https://b", "CODA_TURN_INTERRUPT_REPLY": "false"])
        #expect(list.values["server.allowed_origins"]?.value == .list(["https://a", "https://b"]))
        #expect(list.values["turn.interrupt_reply"]?.value == .flag(false))
    }

    @Test("a variable's wrong value is a mistake, an unknown variable a warning")
    func wrongVariables() {
        let wrong = SettingsEnvironment(["CODA_PORT": "eighty", "CODA_TURN_THRESHOLD": "2", "CODA_TURN_TRESHOLD": "1"])
        #expect(
            wrong.mistakes.map(\.description) == [
                "CODA_PORT: server.port must be a whole number from 0 to 65535, not \"eighty\".",
                "CODA_TURN_THRESHOLD: turn.threshold must be a number from 0.05 to 0.95, not \"2\".",
            ])
        #expect(
            wrong.warnings == [
                "\"CODA_TURN_TRESHOLD\" is set in the environment, but Coda has no such setting; did you mean CODA_TURN_THRESHOLD?"
            ])
    }

    @Test(
        "values that contradict each other are told where they were given",
        arguments: [
            (
                "turn:\n  minimum_silence_ms: 900\n  silence_fallback_ms: 500",
                "f:3:3: turn.silence_fallback_ms must not be less than turn.minimum_silence_ms "
                    + "(turn.silence_fallback_ms is 500, turn.minimum_silence_ms is 900)."
            ),
            (
                "turn: {minimum_silence_ms: 1100}",
                "f:1:8: turn.silence_fallback_ms must not be less than turn.minimum_silence_ms "
                    + "(turn.silence_fallback_ms is 830, turn.minimum_silence_ms is 1100)."
            ),
            (
                "server: {tls: {key: k}}",
                "f:1:16: server.tls.key needs server.tls.certificate too (server.tls.key is k, server.tls.certificate is \"\")."
            ),
        ])
    func contradictions(text: String, expected: String) {
        #expect(EffectiveSettings([file(text)]).contradictions.map(\.description) == [expected])
    }

    @Test("changes are named in the catalogue's order")
    func changes() {
        let before = EffectiveSettings([file("server: {port: 1}\nturn: {threshold: 0.3}")])
        let after = EffectiveSettings([file("turn: {threshold: 0.3}\nreply: {history_turns: 3}")])
        #expect(after.changes(from: before).map(\.path) == ["server.port", "reply.history_turns"])
    }
}
