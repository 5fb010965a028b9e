package import Dialogue

/// The first line of a recording.
package struct RecordingHeader: Sendable, Equatable, Codable {
    /// Raised when older programs could not read the rest.
    package static let format = 1

    /// Tells a recording from any other file.
    package private(set) var coda = "recording"
    package private(set) var format = Self.format
    /// What wrote it, such as "0.1.0+1a2b3c4d5".
    package var program: String
    /// When the session began, in UTC: "2026-11-21T11:43:31Z".
    package var started: String
    package var session: String
    /// What the conversation was set to when it began.
    package var settings: ConversationSettings

    package init(program: String, started: String, session: String, settings: ConversationSettings) {
        self.program = program
        self.started = started
        self.session = session
        self.settings = settings
    }
}
