package import Audio

/// What a Realtime session is set to. Source: the OpenAI Realtime API's session object.
package struct SessionConfiguration: Sendable, Equatable {
    package enum TurnDetection: Sendable, Equatable {
        case none
        case serverVAD(threshold: Double, prefixPadding: Int, silence: Int)
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
    /// PCM16 little-endian, mono.
    package var inputRate = SampleRate.hz24000
    package var outputRate = SampleRate.hz24000
    package var turnDetection = TurnDetection.semanticVAD(eagerness: "auto")
    /// What a client gets that asks for server VAD and does not name all of it.
    package var serverVAD = ServerVAD()
    package var createsResponse = true
    package var interruptsResponse = true
    /// Kept as the client gave it and given back: what a client asked of the recogniser and of noise reduction.
    package var transcription: JSONValue = .null
    package var noiseReduction: JSONValue = .null

    package init(model: String, voice: String) {
        self.model = model
        self.voice = voice
    }

    /// Takes over what `session.update` names and leaves the rest. Nothing changes where anything is refused.
    package mutating func update(_ session: JSONValue, voices: [String]) throws(WireError) {
        var changed = self
        let fields = JSONFields(session, path: "session")
        try fields.string("type") { (value) throws(WireError) in
            guard value == "realtime" else { throw fields.refusal("type", "Only sessions of type \"realtime\" are served.") }
        }
        try fields.string("instructions") { changed.instructions = $0 }
        if let modalities = session["output_modalities"] {
            switch modalities {
            case ["audio"], ["audio", "text"], ["text", "audio"]: changed.speaks = true
            case ["text"]: changed.speaks = false
            default: throw fields.refusal("output_modalities", "Use [\"audio\"] or [\"text\"].")
            }
        }
        if let audio = session["audio"] {
            let audioFields = JSONFields(audio, path: "session.audio")
            if let input = audio["input"] { try changed.updateInput(JSONFields(input, path: audioFields.path + ".input")) }
            if let output = audio["output"] {
                try changed.updateOutput(JSONFields(output, path: audioFields.path + ".output"), voices: voices)
            }
        }
        self = changed
    }

    private mutating func updateInput(_ fields: JSONFields) throws(WireError) {
        if let format = fields.value["format"] { inputRate = try Self.rate(JSONFields(format, path: fields.path + ".format")) }
        if let value = fields.value["transcription"] { transcription = value }
        if let value = fields.value["noise_reduction"] { noiseReduction = value }
        if let detection = fields.value["turn_detection"] {
            try updateTurnDetection(JSONFields(detection, path: fields.path + ".turn_detection"))
        }
    }

    private mutating func updateOutput(_ fields: JSONFields, voices: [String]) throws(WireError) {
        if let format = fields.value["format"] { outputRate = try Self.rate(JSONFields(format, path: fields.path + ".format")) }
        var updated = self
        try fields.string("voice") { (value) throws(WireError) in updated.voice = try Self.voice(value, voices, fields) }
        try fields.number("speed", in: 0.25...1.5) { updated.speed = $0 }
        self = updated
    }

    /// Stock clients name the original's voices; those get the default voice rather than an error.
    private static func voice(_ name: String, _ voices: [String], _ fields: JSONFields) throws(WireError) -> String {
        if voices.contains(name) { return name }
        let original = ["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"]
        if original.contains(name), let standIn = voices.first { return standIn }
        throw fields.refusal("voice", "There is no voice \"\(name)\"; use one of \(voices.joined(separator: ", ")).")
    }

    private static func rate(_ fields: JSONFields) throws(WireError) -> SampleRate {
        var rate = SampleRate.hz24000
        try fields.string("type") { (value) throws(WireError) in
            guard value == "audio/pcm" else { throw fields.refusal("type", "Only audio/pcm is served so far.") }
        }
        try fields.number("rate", in: 8_000...48_000) { (value) throws(WireError) in
            guard let known = [SampleRate.hz16000, .hz24000].first(where: { Double($0.hertz) == value }) else {
                throw fields.refusal("rate", "Use 24000 or 16000.")
            }
            rate = known
        }
        return rate
    }

    private mutating func updateTurnDetection(_ fields: JSONFields) throws(WireError) {
        guard fields.value != .null else {
            turnDetection = .none
            return
        }
        var updated = self
        switch fields.value["type"]?.string {
        case "semantic_vad":
            var eagerness = "auto"
            try fields.string("eagerness") { (value) throws(WireError) in
                guard ["auto", "low", "medium", "high"].contains(value) else {
                    throw fields.refusal("eagerness", "Use auto, low, medium or high.")
                }
                eagerness = value
            }
            updated.turnDetection = .semanticVAD(eagerness: eagerness)
        case "server_vad", nil:
            var (threshold, padding, silence) = (serverVAD.threshold, Double(serverVAD.prefixPadding), Double(serverVAD.silence))
            try fields.number("threshold", in: 0...1) { threshold = $0 }
            try fields.number("prefix_padding_ms", in: 0...1_000) { padding = $0 }
            try fields.number("silence_duration_ms", in: 50...10_000) { silence = $0 }
            updated.turnDetection = .serverVAD(threshold: threshold, prefixPadding: Int(padding), silence: Int(silence))
        default: throw fields.refusal("type", "Use \"semantic_vad\", \"server_vad\" or null.")
        }
        try fields.bool("create_response") { updated.createsResponse = $0 }
        try fields.bool("interrupt_response") { updated.interruptsResponse = $0 }
        self = updated
    }

    /// The session object as the protocol shows it.
    package func object(id: String) -> JSONValue {
        [
            "type": "realtime", "object": "realtime.session", "id": .string(id), "model": .string(model),
            "instructions": .string(instructions), "output_modalities": speaks ? ["audio"] : ["text"],
            "audio": [
                "input": [
                    "format": Self.format(inputRate), "transcription": transcription, "noise_reduction": noiseReduction,
                    "turn_detection": turnDetectionObject,
                ],
                "output": ["format": Self.format(outputRate), "voice": .string(voice), "speed": .number(speed)],
            ],
            "tools": [], "tool_choice": "auto", "max_output_tokens": "inf",
        ]
    }

    package static func format(_ rate: SampleRate) -> JSONValue { ["type": "audio/pcm", "rate": .integer(rate.hertz)] }

    private var turnDetectionObject: JSONValue {
        let common: [String: JSONValue?] = ["create_response": .bool(createsResponse), "interrupt_response": .bool(interruptsResponse)]
        switch turnDetection {
        case .none: return .null
        case .semanticVAD(let eagerness):
            return (["type": "semantic_vad", "eagerness": .string(eagerness)] as JSONValue).merging(common)
        case .serverVAD(let threshold, let padding, let silence):
            return
                ([
                    "type": "server_vad", "threshold": .number(threshold), "prefix_padding_ms": .integer(padding),
                    "silence_duration_ms": .integer(silence),
                ] as JSONValue).merging(common)
        }
    }
}
