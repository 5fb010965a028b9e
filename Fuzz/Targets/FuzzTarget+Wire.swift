import Audio
import Wire

extension FuzzTarget {
    /// A client's text message: understood, or refused in words; the same by the short way and by the long one.
    static let events = FuzzTarget(name: "events") { bytes in
        let message = ClientMessage(parsing: bytes)
        precondition(message == ClientMessage(decoding: bytes), "sound has two meanings")
        if case .failure(let error) = message.event {
            precondition(!error.message.isEmpty && !error.code.isEmpty, "a refusal without words")
        }
    }

    /// A JSON document: what is written of it is the same document.
    static let json = FuzzTarget(name: "json") { bytes in
        guard let value = try? JSONValue.parse(bytes) else { return }
        precondition((try? JSONValue.parse(value.bytes)) == value, "what is written is not what was read")
    }

    /// Session settings: what was accepted can be shown and set again, and then changes nothing.
    static let session = FuzzTarget(name: "session") { bytes in
        guard let value = try? JSONValue.parse(bytes) else { return }
        var configuration = SessionConfiguration(model: "coda", voice: "slt")
        let before = configuration
        do {
            try configuration.update(value, voices: ["slt", "rms"])
        } catch {
            precondition(configuration == before, "a refused update changed something")
            return
        }
        let shown = configuration
        do {
            try configuration.update(configuration.object(id: "sess"), voices: ["slt", "rms"])
        } catch {
            preconditionFailure("what is shown is refused: \(error)")
        }
        precondition(configuration == shown, "what is shown is not what was set")
    }
}
