package import Dialogue
package import Wire

/// What a session is set to until its client says otherwise.
package struct SessionDefaults: Sendable, Equatable {
    /// The client names the model; an empty voice is the synthesiser's first.
    package var configuration = SessionConfiguration(model: "coda", voice: "")
    /// What the protocol has no words for; the rest follows `configuration`.
    package var conversation = ConversationSettings()
    /// Bytes a client may be ahead of the session: about five minutes of sound.
    package var inputBufferBytes = 16 << 20
    /// How long a session waits for a client whose connection broke; zero ends it with the connection.
    package var resumeLimit: Duration = .seconds(30)
    /// Bytes of what a session said that are kept for such a client.
    package var resumeLogBytes = 3 << 20

    package init() {}

    package func configuration(model: String, voices: [String]) -> SessionConfiguration {
        var configuration = configuration
        configuration.model = model
        if !voices.contains(configuration.voice) { configuration.voice = voices.first ?? "" }
        return configuration
    }
}
