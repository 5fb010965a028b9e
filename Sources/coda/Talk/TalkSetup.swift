internal import Wire

/// The events a conversation at the terminal sends.
enum TalkSetup {
    /// - Parameters:
    ///   - speaks: whether answers come as sound.
    ///   - voice: `nil` is the session's default.
    ///   - cancelsEcho: whether the session takes its own voice out of what the microphone hears.
    static func update(speaks: Bool, voice: String?, cancelsEcho: Bool = false) -> JSONValue {
        let format: JSONValue = ["type": "audio/pcm", "rate": 16_000]
        let output = (["format": format] as JSONValue).merging(["voice": voice.map { .string($0) }])
        let input = (["format": format] as JSONValue).merging(["echo_cancellation": cancelsEcho ? true : nil])
        return [
            "type": "session.update",
            "session": [
                "type": "realtime", "output_modalities": [speaks ? "audio" : "text"],
                "audio": ["input": speaks ? input : input.merging(["turn_detection": .some(.null)]), "output": output],
            ],
        ]
    }

    /// A typed line and the wish for an answer.
    static func ask(_ text: String) -> [JSONValue] {
        let content: JSONValue = [["type": "input_text", "text": .string(text)]]
        return [
            ["type": "conversation.item.create", "item": ["type": "message", "role": "user", "content": content]],
            ["type": "response.create"],
        ]
    }
}

/// A response as `response.done` tells it.
struct FinishedResponse {
    let text: String
    /// "completed", "cancelled", "failed" or "incomplete".
    let status: String
    /// Why it failed.
    let reason: String?

    init(_ event: JSONValue) {
        let response = event["response"]
        let parts = response?["output"]?.array?.flatMap { $0["content"]?.array ?? [] } ?? []
        text = parts.compactMap { ($0["transcript"] ?? $0["text"])?.string }.joined(separator: " ")
        status = response?["status"]?.string ?? ""
        reason = response?["status_details"]?["error"]?["code"]?.string
    }
}
