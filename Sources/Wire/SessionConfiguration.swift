package import Audio

/// What a Realtime session is set to. Source: the OpenAI Realtime API's session object.
package struct SessionConfiguration: Sendable, Equatable {
    package enum TurnDetection: Sendable, Equatable {
        case none
        /// `silence` and `idleTimeout` in milliseconds; no timeout where `nil`.
        case serverVAD(threshold: Double, prefixPadding: Int, silence: Int, idleTimeout: Int?)
        case semanticVAD(eagerness: String)
    }

    /// Speech by probability, its end by silence; times in milliseconds.
    package struct ServerVAD: Sendable, Equatable {
        package var threshold = 0.5
        package var prefixPadding = 300
        package var silence = 500

        package init() {}
    }

    package var model: String
    package var instructions = ""
    /// Whether replies are spoken; otherwise text.
    package var speaks = true
    package var voice: String
    /// 0.25...1.5
    package var speed = 1.0
    package var inputFormat = AudioFormat.pcm16(.hz24000)
    package var outputFormat = AudioFormat.pcm16(.hz24000)
    package var turnDetection = TurnDetection.semanticVAD(eagerness: "auto")
    /// What kind of answer the client waits for, one of `expectedAnswers`; `nil` where Coda infers it.
    package var expectedAnswer: String?
    /// What a client gets that asks for server VAD and does not name all of it.
    package var serverVAD = ServerVAD()
    package var createsResponse = true
    package var interruptsResponse = true
    package var tools = ToolList()
    package var toolChoice: JSONValue = "auto"
    /// Who makes replies, one of `answerModes`; the server's choice where `nil`.
    package var answerMode: String?
    /// `allow`, `ask` or `deny` for the server's tools, by name or kind.
    package var toolPolicy: [String: String]?
    /// Of one reply; `nil` is without limit.
    package var maximumTokens: Int?
    /// Who is speaking, within the client's account.
    package var person: String?
    /// What a client asked of the recogniser; `nil` where it wants no transcripts.
    package var transcription: JSONValue? = ["model": "coda"]
    package var noiseReduction: JSONValue?
    /// Whether what Coda says is taken out of what it hears; not told where nobody asked. So for `controlsGain`.
    package var cancelsEcho: Bool?
    /// Whether the voice's level is evened out.
    package var controlsGain: Bool?
    /// Members that have no effect here, kept as the client gave them and given back.
    private var kept: [String: JSONValue] = [:]

    package static let expectedAnswers = ["open", "yes_no", "digits", "spelling", "email", "address"]
    package static let answerModes = ["direct", "llm", "hybrid", "adaptive"]
    private static let toolPermissions = ["allow", "ask", "deny"]
    private static let keptMembers = ["include", "tracing", "truncation", "prompt", "reasoning", "parallel_tool_calls"]

    package init(model: String, voice: String) {
        self.model = model
        self.voice = voice
    }

    /// Whether transcripts of what was said are sent.
    package var tellsTranscripts: Bool { transcription != nil }

    /// What is done to the microphone's sound.
    package var microphone: MicrophoneOptions {
        var options = MicrophoneOptions()
        options.cancelsEcho = cancelsEcho ?? false
        options.noiseReduction = noiseReduction?["type"]?.string.flatMap(MicrophoneOptions.NoiseReduction.init)
        options.controlsGain = controlsGain ?? false
        return options
    }

    /// Takes over what `session.update` names and leaves the rest. Nothing changes where anything is refused.
    package mutating func update(_ session: JSONValue, voices: [String]) throws(WireError) {
        var changed = self
        let fields = JSONFields(session, path: "session")
        if let type = try fields.string("type"), type != "realtime" {
            throw fields.refusal("type", "only sessions of type \"realtime\" are served.")
        }
        if let model = try fields.string("model") { changed.model = model }
        if let instructions = try fields.string("instructions") { changed.instructions = instructions }
        if let speaks = try fields.speaks("output_modalities") { changed.speaks = speaks }
        if let tools = session["tools"], tools != .null { changed.tools = try ToolList(tools, path: fields.path("tools")) }
        if let choice = try fields.toolChoice("tool_choice") { changed.toolChoice = choice }
        if !changed.tools.allows(changed.toolChoice) {
            let name = changed.toolChoice["name"]?.string ?? ""
            throw fields.refusal("tool_choice", "there is no function \"\(name)\" among the session's tools.")
        }
        if let limit = try fields.maximumTokens("max_output_tokens") { changed.maximumTokens = limit }
        if let person = try fields.string("person") { changed.person = try Self.person(person, fields) }
        if let mode = try fields.answerMode("answer_mode") { changed.answerMode = mode }
        if let policy = try fields.object("tool_policy") { changed.toolPolicy = try Self.toolPolicy(policy) }
        for name in Self.keptMembers {
            guard let value = session[name] else { continue }
            // The schemas know these without null.
            if value == .null { changed.kept.removeValue(forKey: name) } else { changed.kept[name] = value }
        }
        let audio = try fields.object("audio")
        if let input = try audio?.object("input") { try changed.updateInput(input) }
        if let output = try audio?.object("output") { try changed.updateOutput(output, voices: voices) }
        self = changed
    }

    private static func person(_ name: String, _ fields: JSONFields) throws(WireError) -> String {
        guard (1...64).contains(name.count), name.utf8.count <= 256, !name.contains(where: \.isNewline) else {
            throw fields.refusal("person", "use a name of 1 to 64 characters and at most 256 bytes.")
        }
        return name
    }

    private static func toolPolicy(_ fields: JSONFields) throws(WireError) -> [String: String] {
        guard case .object(let members) = fields.value, members.count <= 200 else {
            throw fields.refusal(nil, "name at most 200 tools or kinds.")
        }
        var policy: [String: String] = [:]
        for (name, value) in members {
            guard let permission = value.string, toolPermissions.contains(permission) else {
                throw fields.refusal(name, "use allow, ask or deny.")
            }
            policy[name] = permission
        }
        return policy
    }

    private mutating func updateInput(_ fields: JSONFields) throws(WireError) {
        if let format = try fields.format("format") { inputFormat = format }
        if fields.value["transcription"] != nil {
            let asked = try fields.object("transcription")
            if let language = try asked?.string("language"), language != "en", !language.hasPrefix("en-") {
                throw fields.refusal("transcription.language", "the recogniser understands English (en).")
            }
            transcription = asked?.value
        }
        if fields.value["noise_reduction"] != nil {
            let asked = try fields.object("noise_reduction")
            if let asked, try asked.string("type").flatMap(MicrophoneOptions.NoiseReduction.init) == nil {
                throw asked.refusal("type", "use near_field or far_field.")
            }
            noiseReduction = asked?.value
        }
        if let cancels = try fields.bool("echo_cancellation") { cancelsEcho = cancels }
        if let controls = try fields.bool("gain_control") { controlsGain = controls }
        if fields.value["turn_detection"] != nil { try updateTurnDetection(try fields.object("turn_detection")) }
    }

    private mutating func updateOutput(_ fields: JSONFields, voices: [String]) throws(WireError) {
        if let format = try fields.format("format") { outputFormat = format }
        if let name = try fields.voice("voice") { voice = try Self.voice(name, among: voices, path: fields.path("voice")) }
        if let speed = try fields.number("speed", in: 0.25...1.5) { self.speed = speed }
    }

    /// The voice a client means. Stock clients name the original's voices; those get the default voice rather than an error.
    package static func voice(_ name: String, among voices: [String], path: String) throws(WireError) -> String {
        if voices.contains(name) { return name }
        let original = ["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"]
        if original.contains(name), let standIn = voices.first { return standIn }
        let message = "Invalid \(path): there is no voice \"\(name)\"; use one of \(voices.joined(separator: ", "))."
        throw WireError(code: "invalid_value", message: message, parameter: path)
    }

    private mutating func updateTurnDetection(_ fields: JSONFields?) throws(WireError) {
        guard let fields else {
            turnDetection = .none
            return
        }
        switch try fields.string("type") {
        case "semantic_vad"?:
            let eagerness = try fields.string("eagerness") ?? "auto"
            guard ["auto", "low", "medium", "high"].contains(eagerness) else {
                throw fields.refusal("eagerness", "use auto, low, medium or high.")
            }
            let expected = try fields.string("expected_answer")
            guard expected.map(Self.expectedAnswers.contains) ?? true else {
                throw fields.refusal("expected_answer", "use one of \(Self.expectedAnswers.joined(separator: ", ")).")
            }
            turnDetection = .semanticVAD(eagerness: eagerness)
            expectedAnswer = expected
        case "server_vad"?, nil:
            turnDetection = .serverVAD(
                threshold: try fields.number("threshold", in: 0...1) ?? serverVAD.threshold,
                prefixPadding: try fields.integer("prefix_padding_ms", in: 0...1_000) ?? serverVAD.prefixPadding,
                silence: try fields.integer("silence_duration_ms", in: 50...10_000) ?? serverVAD.silence,
                idleTimeout: try fields.integer("idle_timeout_ms", in: 5_000...30_000))
        default: throw fields.refusal("type", "use \"semantic_vad\", \"server_vad\" or null.")
        }
        createsResponse = try fields.bool("create_response") ?? createsResponse
        interruptsResponse = try fields.bool("interrupt_response") ?? interruptsResponse
    }

    // MARK: The protocol's form

    /// The session object as the protocol shows it.
    package func object(id: String) -> JSONValue {
        // The protocol's schemas know no null here.
        let formats: JSONValue = ["format": inputFormat.json, "turn_detection": turnDetectionObject]
        let input = formats.merging([
            "transcription": transcription, "noise_reduction": noiseReduction, "echo_cancellation": cancelsEcho.map { .bool($0) },
            "gain_control": controlsGain.map { .bool($0) },
        ])
        let object: JSONValue = [
            "type": "realtime", "object": "realtime.session", "id": .string(id), "model": .string(model),
            "instructions": .string(instructions), "output_modalities": speaks ? ["audio"] : ["text"],
            "audio": [
                "input": input,
                "output": ["format": outputFormat.json, "voice": .string(voice), "speed": .number(speed)],
            ],
            "tools": tools.json, "tool_choice": toolChoice, "max_output_tokens": maximumTokens.map { .integer($0) } ?? "inf",
        ]
        return object.merging(kept).merging([
            "person": person.map { .string($0) }, "answer_mode": answerMode.map { .string($0) },
            "tool_policy": toolPolicy.map { .object($0.mapValues { .string($0) }) },
        ])
    }

    private var turnDetectionObject: JSONValue {
        let common: [String: JSONValue?] = ["create_response": .bool(createsResponse), "interrupt_response": .bool(interruptsResponse)]
        switch turnDetection {
        case .none: return .null
        case .semanticVAD(let eagerness):
            return (["type": "semantic_vad", "eagerness": .string(eagerness)] as JSONValue).merging(common)
                .merging(["expected_answer": expectedAnswer.map { .string($0) }])
        case .serverVAD(let threshold, let padding, let silence, let idleTimeout):
            let object: JSONValue = [
                "type": "server_vad", "threshold": .number(threshold), "prefix_padding_ms": .integer(padding),
                "silence_duration_ms": .integer(silence), "idle_timeout_ms": idleTimeout.map { .integer($0) } ?? .null,
            ]
            return object.merging(common)
        }
    }
}

extension AudioFormat {
    /// The protocol's form.
    package var json: JSONValue {
        switch self {
        case .pcm16(let rate): ["type": "audio/pcm", "rate": .integer(rate.hertz)]
        case .g711(.muLaw): ["type": "audio/pcmu"]
        case .g711(.aLaw): ["type": "audio/pcma"]
        }
    }
}
