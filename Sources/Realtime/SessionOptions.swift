/// What a client chose when it connected, beyond the protocol.
package struct SessionOptions: Sendable, Equatable {
    /// Reply sound leaves as binary frames instead of base64 in events.
    package var sendsBinaryAudio = false
    /// Coda's own events (`coda.*`) are sent.
    package var sendsCodaEvents = false

    /// What a client must know to come back after its connection broke; `nil` where it cannot.
    package var resumeToken: String?
    /// How long a session waits for its client.
    package var resumeLimit: Duration = .seconds(30)

    package init() {}
}
