internal import Wire

/// A scenario's settings, and what they are for a session.
struct ScenarioSettings {
    var detection = "semantic"
    var eagerness = "auto"
    /// Milliseconds.
    var silence: Int?
    /// Milliseconds.
    var idle: Int?
    var interrupts = true
    var isSpoken = true
    var instructions: String?
    /// Coda's.
    var voice: String?
    /// The person's, where a step names none.
    var personVoice = "rms"
    var roomDecibels: Float = -70

    static let names = [
        "detection", "eagerness", "silence_ms", "idle_ms", "interrupt", "spoken", "instructions", "voice", "person_voice", "room_decibels",
    ]

    /// As `session.update` takes it.
    var session: JSONValue {
        let format: JSONValue = ["type": "audio/pcm", "rate": 16_000]
        let output: JSONValue = ["format": format]
        let session: JSONValue = [
            "type": "realtime", "output_modalities": [isSpoken ? "audio" : "text"],
            "audio": [
                "input": ["format": format, "turn_detection": turnDetection],
                "output": output.merging(["voice": voice.map { .string($0) }]),
            ],
        ]
        return session.merging(["instructions": instructions.map { .string($0) }])
    }

    private var turnDetection: JSONValue {
        switch detection {
        case "push_to_talk": return .null
        case "silence":
            let kind: JSONValue = ["type": "server_vad", "interrupt_response": .bool(interrupts)]
            return kind.merging(["silence_duration_ms": silence.map { .integer($0) }, "idle_timeout_ms": idle.map { .integer($0) }])
        default: return ["type": "semantic_vad", "eagerness": .string(eagerness), "interrupt_response": .bool(interrupts)]
        }
    }
}
