internal import Wire

/// What a session's client has noticed so far.
struct Observations {
    struct Observation {
        /// Milliseconds since the scenario began.
        var at: Double
        var sign: Scenario.Sign
        var response: String?
        var text = ""
        var wasInterrupted = false
    }

    private(set) var list: [Observation] = []
    private var sounding: [String] = []

    /// The reply being heard now.
    var reply: String? { sounding.last { id in !list.contains { $0.sign == .done && $0.response == id } } }

    mutating func take(_ event: JSONValue, at moment: Double) {
        guard let type = event["type"]?.string else { return }
        switch type {
        case "input_audio_buffer.speech_started": add(.speechStarted, moment)
        case "input_audio_buffer.speech_stopped": add(.speechStopped, moment)
        case "input_audio_buffer.timeout_triggered": add(.idlePrompt, moment)
        case "conversation.item.input_audio_transcription.completed": add(.transcript, moment, text: event["transcript"]?.string ?? "")
        case "error": add(.error, moment, text: event["error"]?["message"]?.string ?? "")
        case "response.output_audio.delta", "response.output_text.delta":
            guard let id = event["response_id"]?.string, !sounding.contains(id) else { return }
            sounding.append(id)
            add(.reply, moment, response: id)
        case "response.done": done(event["response"], moment)
        default: break
        }
    }

    private mutating func done(_ response: JSONValue?, _ moment: Double) {
        let parts = response?["output"]?.array?.flatMap { $0["content"]?.array ?? [] } ?? []
        let text = parts.compactMap { ($0["transcript"] ?? $0["text"])?.string }.joined(separator: " ")
        let reason = response?["status_details"]?["reason"]?.string
        list.append(
            Observation(
                at: moment, sign: .done, response: response?["id"]?.string, text: text, wasInterrupted: reason == "turn_detected"))
    }

    private mutating func add(_ sign: Scenario.Sign, _ moment: Double, response: String? = nil, text: String = "") {
        list.append(Observation(at: moment, sign: sign, response: response, text: text))
    }

    /// The end of one reply.
    func end(of response: String?) -> Observation? { list.first { $0.sign == .done && $0.response == response } }
}
