import Audio
import Testing
import Wire

@Suite struct SessionConfigurationTests {
    private func update(_ text: String) -> Result<SessionConfiguration, WireError> {
        var configuration = SessionConfiguration(model: "coda", voice: "slt")
        return Result { () throws(WireError) in
            try configuration.update(try JSONValue.parse(Array(text.utf8)), voices: ["slt", "rms"])
            return configuration
        }
    }

    @Test("settings are taken over, and what is not named stays")
    func update() throws {
        let text = """
            {"type":"realtime","instructions":"be kind","output_modalities":["audio"],
             "audio":{"input":{"format":{"type":"audio/pcm","rate":16000},
                               "turn_detection":{"type":"server_vad","silence_duration_ms":300,"create_response":false}},
                      "output":{"voice":"rms","speed":1.2}}}
            """
        let configuration = try update(text).get()
        #expect(configuration.instructions == "be kind")
        #expect(configuration.inputFormat == .pcm16(.hz16000))
        #expect(configuration.outputFormat == .pcm16(.hz24000))
        #expect(configuration.turnDetection == .serverVAD(threshold: 0.5, prefixPadding: 300, silence: 300, idleTimeout: nil))
        #expect(!configuration.createsResponse && configuration.interruptsResponse)
        #expect(configuration.voice == "rms" && configuration.speed == 1.2)
    }

    @Test("turn detection can be switched off by null")
    func manual() throws {
        #expect(try update(#"{"audio":{"input":{"turn_detection":null}}}"#).get().turnDetection == .none)
    }

    @Test("what is switched off by null is not shown, as the protocol's schemas know no null there")
    func nulls() throws {
        var configuration = try update(#"{"tracing":"auto","audio":{"input":{"noise_reduction":{"type":"near_field"}}}}"#).get()
        let off = #"{"tracing":null,"audio":{"input":{"noise_reduction":null,"transcription":null}}}"#
        try configuration.update(try JSONValue.parse(Array(off.utf8)), voices: ["slt"])
        let object = configuration.object(id: "sess_1")
        #expect(object["tracing"] == nil && !configuration.tellsTranscripts)
        guard case .object(let input)? = object["audio"]?["input"] else {
            Issue.record("there must be an input")
            return
        }
        #expect(input.keys.sorted() == ["format", "turn_detection"])
    }

    @Test("what is done to the microphone's sound is shown once it is asked for")
    func microphone() throws {
        #expect(try update("{}").get().microphone == MicrophoneOptions())
        let asked = #"{"audio":{"input":{"noise_reduction":{"type":"far_field"},"echo_cancellation":true,"gain_control":true}}}"#
        var configuration = try update(asked).get()
        var all = MicrophoneOptions()
        all.cancelsEcho = true
        all.noiseReduction = .farField
        all.controlsGain = true
        #expect(configuration.microphone == all)
        let shown = configuration.object(id: "sess_1")["audio"]?["input"]
        #expect(shown?["echo_cancellation"] == true && shown?["gain_control"] == true)
        let off = #"{"audio":{"input":{"noise_reduction":null,"echo_cancellation":false,"gain_control":false}}}"#
        try configuration.update(try JSONValue.parse(Array(off.utf8)), voices: ["slt"])
        #expect(configuration.microphone.isOff)
    }

    @Test("a voice of the original stands for the default one", arguments: ["alloy", "marin"])
    func originalVoices(name: String) throws {
        #expect(try update("{\"audio\":{\"output\":{\"voice\":\"\(name)\"}}}").get().voice == "slt")
    }

    @Test(
        "a refusal names the member at fault",
        arguments: [
            (#"{"type":"transcription"}"#, "session.type"),
            (#"{"instructions":7}"#, "session.instructions"),
            (#"{"output_modalities":["video"]}"#, "session.output_modalities"),
            (#"{"audio":{"output":{"voice":"nobody"}}}"#, "session.audio.output.voice"),
            (#"{"audio":{"output":{"speed":9}}}"#, "session.audio.output.speed"),
            (#"{"audio":{"input":{"format":{"type":"audio/mp3"}}}}"#, "session.audio.input.format.type"),
            (#"{"audio":{"input":{"format":{"type":"audio/pcm","rate":11025}}}}"#, "session.audio.input.format.rate"),
            (#"{"audio":{"input":{"turn_detection":{"type":"psychic"}}}}"#, "session.audio.input.turn_detection.type"),
            (
                #"{"audio":{"input":{"turn_detection":{"type":"server_vad","threshold":2}}}}"#,
                "session.audio.input.turn_detection.threshold"
            ),
            (
                #"{"audio":{"input":{"turn_detection":{"type":"semantic_vad","eagerness":"very"}}}}"#,
                "session.audio.input.turn_detection.eagerness"
            ),
            (
                #"{"audio":{"input":{"turn_detection":{"type":"semantic_vad","expected_answer":"poem"}}}}"#,
                "session.audio.input.turn_detection.expected_answer"
            ),
            (
                #"{"audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":100}}}}"#,
                "session.audio.input.turn_detection.idle_timeout_ms"
            ),
            (#"{"audio":{"input":{"transcription":{"language":"de"}}}}"#, "session.audio.input.transcription.language"),
            (#"{"audio":{"input":{"noise_reduction":{"type":"magic"}}}}"#, "session.audio.input.noise_reduction.type"),
            (#"{"audio":7}"#, "session.audio"),
            (#"{"audio":{"input":[]}}"#, "session.audio.input"),
            (#"{"audio":{"output":{"format":"pcm16"}}}"#, "session.audio.output.format"),
            (#"{"audio":{"input":{"turn_detection":"server_vad"}}}"#, "session.audio.input.turn_detection"),
            (#"{"audio":{"input":{"transcription":true}}}"#, "session.audio.input.transcription"),
            (#"{"audio":{"input":{"noise_reduction":"far_field"}}}"#, "session.audio.input.noise_reduction"),
            (#"{"audio":{"input":{"echo_cancellation":"yes"}}}"#, "session.audio.input.echo_cancellation"),
            (#"{"audio":{"input":{"gain_control":1}}}"#, "session.audio.input.gain_control"),
            (#"{"tools":[{"type":"function"}]}"#, "session.tools[0].name"),
            (#"{"tool_choice":{"type":"function","name":"absent"}}"#, "session.tool_choice"),
            (#"{"max_output_tokens":5000}"#, "session.max_output_tokens"),
            (#"{"person":""}"#, "session.person"),
        ])
    func refusals(text: String, parameter: String) {
        guard case .failure(let error) = update(text) else {
            Issue.record("must be refused")
            return
        }
        #expect(error.parameter == parameter)
    }

    @Test("the expected kind of answer is shown where it was set, and forgotten where it is not named again")
    func expectedAnswer() throws {
        var configuration = SessionConfiguration(model: "coda", voice: "slt")
        for expected in [nil] + SessionConfiguration.expectedAnswers {
            let member = expected.map { #","expected_answer":"\#($0)""# } ?? ""
            let session = #"{"audio":{"input":{"turn_detection":{"type":"semantic_vad"\#(member)}}}}"#
            try configuration.update(try JSONValue.parse(Array(session.utf8)), voices: ["slt"])
            #expect(configuration.object(id: "sess_1")["audio"]?["input"]?["turn_detection"]?["expected_answer"]?.string == expected)
        }
    }

    @Test("server VAD takes what the client leaves out from the server's own settings")
    func serverVADDefaults() throws {
        var configuration = SessionConfiguration(model: "coda", voice: "slt")
        configuration.serverVAD.threshold = 0.7
        configuration.serverVAD.prefixPadding = 100
        configuration.serverVAD.silence = 900
        let session = try JSONValue.parse(Array(#"{"audio":{"input":{"turn_detection":{"type":"server_vad","threshold":0.2}}}}"#.utf8))
        try configuration.update(session, voices: ["slt"])
        #expect(configuration.turnDetection == .serverVAD(threshold: 0.2, prefixPadding: 100, silence: 900, idleTimeout: nil))
    }

    @Test("nothing changes where anything is refused")
    func atomic() throws {
        var configuration = SessionConfiguration(model: "coda", voice: "slt")
        let before = configuration
        let session = try JSONValue.parse(Array(#"{"instructions":"new","audio":{"output":{"speed":9}}}"#.utf8))
        #expect(throws: WireError.self) { try configuration.update(session, voices: ["slt"]) }
        #expect(configuration == before)
    }

    @Test("a function without parameters is shown without them")
    func parameterless() throws {
        let configuration = try update(#"{"tools":[{"type":"function","name":"f"}]}"#).get()
        #expect(configuration.object(id: "sess_1")["tools"] == [["type": "function", "name": "f", "description": ""]])
    }

    @Test("the session object shows what was set, and can be sent back")
    func roundTrip() throws {
        var configuration = try update(
            #"{"instructions":"x","person":"ann","max_output_tokens":9,"tools":[{"type":"function","name":"f","parameters":{"type":"object"}}],"#
                + #""tool_choice":{"type":"function","name":"f"},"tracing":"auto","audio":{"output":{"format":{"type":"audio/pcma"}},"#
                + #""input":{"format":{"type":"audio/pcmu"},"transcription":null,"turn_detection":{"type":"server_vad","idle_timeout_ms":6000}}}}"#
        ).get()
        let before = configuration
        try configuration.update(configuration.object(id: "sess_1"), voices: ["slt"])
        #expect(configuration == before)
    }
}
