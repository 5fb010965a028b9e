internal import Wire

/// Messages that have arrived together.
extension RealtimeSession {
    /// Handles what has arrived together; sound that came in many small messages is heard as one.
    func handle(_ batch: [SessionMessage]) async {
        var sound: [UInt8] = []
        for message in batch where !hasEnded {
            if let more = Self.sound(in: message) {
                if sound.isEmpty { sound = more } else { sound += more }
                continue
            }
            if !sound.isEmpty {
                await handle(.binary(sound))
                sound = []
            }
            await handle(message)
        }
        if !sound.isEmpty, !hasEnded { await handle(.binary(sound)) }
    }

    @inline(never)
    private static func sound(in message: SessionMessage) -> [UInt8]? {
        switch message {
        case .binary(let bytes): bytes
        case .text(let bytes): ClientMessage.sound(appendedBy: bytes)
        default: nil
        }
    }
}
