internal import Resources
internal import Wire

/// The way from the terminal to a session, here or on a server.
protocol TalkLine: Sendable {
    func send(_ event: JSONValue)
    /// PCM16 of 16 kHz.
    func send(sound: [UInt8])
}

/// Where what happens in a conversation arrives. A session's sound comes in real time, so little ever waits.
typealias TalkMailbox = Mailbox<TalkEvent>

extension TalkMailbox {
    /// Bytes of sound that may wait: four minutes.
    static let room = 8 << 20

    /// Takes an event of the session as its bytes.
    func post(event bytes: [UInt8]) {
        if let event = try? JSONValue.parse(bytes) { post(.said(event)) }
    }

    func post(sound bytes: [UInt8]) { post(.sound(bytes), weight: bytes.count) }
}
