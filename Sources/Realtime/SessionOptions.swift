/// What a client chose when it connected, beyond the protocol.
package struct SessionOptions: Sendable, Equatable {
    /// Reply sound leaves as binary frames instead of base64 in events.
    package var sendsBinaryAudio = false
    /// Coda's own events (`coda.*`) are sent.
    package var sendsCodaEvents = false

    package init() {}
}
