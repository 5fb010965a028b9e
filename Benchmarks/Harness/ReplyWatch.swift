internal import Audio
internal import Network
internal import Wire

/// Reads what a server sends during one turn, and finds the reply that answers it.
struct ReplyWatch {
    private struct Reply {
        var start = SoundStart()
        var isDone = false
        var isCompleted = false
        /// It could be heard, and ended before it was over without anybody speaking.
        var isBroken = false
    }

    private let trueEnd: ContinuousClock.Instant
    private var replies: [Reply] = []
    private var commit: ContinuousClock.Instant?
    private var wasCutOff = false
    private var isSpeaking = false
    private var awaitsReply = false
    private var transcripts: [String] = []
    private var parts: [String: Double] = [:]
    private var ledgerTotal: Double?
    private var speculation: (begun: Int, adopted: Int)?
    private var playedUntil: ContinuousClock.Instant

    init(trueEnd: ContinuousClock.Instant) {
        self.trueEnd = trueEnd
        playedUntil = trueEnd
    }

    mutating func take(_ message: WebSocketMessage, at moment: ContinuousClock.Instant) {
        switch message {
        case .binary(let bytes): hear(bytes, at: moment)
        case .text(let bytes):
            guard let event = try? JSONValue.parse(bytes) else { return }
            read(event, at: moment)
        }
    }

    private mutating func read(_ event: JSONValue, at moment: ContinuousClock.Instant) {
        switch event["type"]?.string {
        case "input_audio_buffer.speech_started": isSpeaking = true
        case "input_audio_buffer.speech_stopped": isSpeaking = false
        case "input_audio_buffer.committed":
            commit = moment
            awaitsReply = true
            // Within 50 ms of its end nobody would call it cut off: labels are no better than that.
            if moment < trueEnd - .milliseconds(50) { wasCutOff = true }
        case "conversation.item.input_audio_transcription.completed":
            let transcript = event["transcript"]?.string ?? ""
            transcripts.append(transcript)
            // A cough without words gets no reply.
            if transcript.isEmpty { awaitsReply = false }
        case "response.created":
            awaitsReply = false
            replies.append(Reply())
        case "response.done":
            guard !replies.isEmpty else { return }
            replies[replies.count - 1].isDone = true
            let response = event["response"]
            replies[replies.count - 1].isCompleted = response?["status"]?.string == "completed"
            replies[replies.count - 1].isBroken =
                replies[replies.count - 1].start.firstByte != nil
                && response?["status"]?.string != "completed" && response?["status_details"]?["reason"]?.string != "turn_detected"
        case "coda.turn.latency":
            guard case .object(let members)? = event["latency"]?["parts_ms"] else { return }
            parts = members.compactMapValues(\.number)
            ledgerTotal = event["latency"]?["total_ms"]?.number
            if let begun = event["speculation"]?["begun"]?.integer, let adopted = event["speculation"]?["adopted"]?.integer {
                speculation = (begun, adopted)
            }
        default: break
        }
    }

    private mutating func hear(_ bytes: [UInt8], at moment: ContinuousClock.Instant) {
        guard !replies.isEmpty else { return }
        let sound = PCM16.floats(PCM16.decode(bytes))
        replies[replies.count - 1].start.take(sound, at: moment)
        playedUntil = max(playedUntil, moment) + .seconds(Double(sound.count) / 16_000)
    }

    /// Whether the reply has ended, also at the ear.
    func isOver(at moment: ContinuousClock.Instant) -> Bool {
        guard !isSpeaking, !awaitsReply, let last = replies.last, last.isDone else { return false }
        return moment > playedUntil && moment > trueEnd + .milliseconds(300)
    }

    func turn(of recording: Recording) -> TurnClient.Turn {
        var turn = TurnClient.Turn(recording: recording)
        turn.wasCutOff = wasCutOff
        turn.transcript = transcripts.joined(separator: " ")
        turn.speculation = speculation
        turn.wasBroken = replies.contains(where: \.isBroken)
        guard let reply = replies.last(where: { $0.isCompleted && $0.start.firstByte != nil }) else { return turn }
        turn.wasAnswered = true
        guard let firstByte = reply.start.firstByte, firstByte >= trueEnd else { return turn }
        turn.firstByte = (firstByte - trueEnd) / .milliseconds(1)
        turn.firstAudible = reply.start.firstAudible.map { ($0 - trueEnd) / .milliseconds(1) }
        turn.afterCommit = commit.map { (firstByte - $0) / .milliseconds(1) }
        turn.parts = parts
        if let ledgerTotal {
            turn.ledgerError = abs(parts.values.reduce(0, +) - ledgerTotal)
            if let heard = turn.firstAudible { turn.parts["socket"] = heard - ledgerTotal }
        }
        return turn
    }
}
