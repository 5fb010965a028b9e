import Audio
import Wire

extension FuzzTarget {
    /// A client's text message: understood, or refused in words.
    static let events = FuzzTarget(name: "events") { bytes in
        if case .failure(let error) = ClientMessage(parsing: bytes).event {
            precondition(!error.message.isEmpty && !error.code.isEmpty, "a refusal without words")
        }
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
