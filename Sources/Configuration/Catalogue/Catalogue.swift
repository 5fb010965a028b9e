/// Every setting there is, in the order of the settings file. Parsing, checking, help, schema and documentation read this table.
package enum Catalogue {
    /// A section of the settings file.
    package struct Section: Sendable {
        /// Empty for settings outside any section; `server.tls` for a section within one.
        package let name: String
        package let summary: String
        package let settings: [Setting]
    }

    package static let sections: [Section] = [
        Section(name: "", summary: "", settings: [preset]),
        Section(name: "server", summary: "Where Coda listens, and what it grants each connection.", settings: server),
        Section(name: "server.tls", summary: "Encryption; both files, or neither.", settings: tls),
        Section(name: "access", summary: "Who may connect.", settings: access),
        Section(name: "admission", summary: "What happens while the server has no headroom (docs/admission.md).", settings: admission),
        Section(name: "sessions", summary: "Sessions that outlive a lost connection.", settings: sessions),
        Section(name: "audio", summary: "Sound on its way in and out.", settings: audio),
        Section(
            name: "turn", summary: "When the person is heard, and when their turn is over. A client's session.update comes first.",
            settings: turn),
        Section(name: "vad", summary: "What computes the voice-activity network. Its decisions are set in turn.", settings: voiceActivity),
        Section(name: "recognizer", summary: "From speech to words.", settings: recognizer),
        Section(name: "synthesizer", summary: "From words to speech.", settings: synthesizer),
        Section(name: "reply", summary: "What Coda says, and who makes it (docs/assistant.md).", settings: reply),
        Section(name: "intents", summary: "What is understood on this machine (docs/intents.md).", settings: intents),
        Section(
            name: "mcp", summary: "The Model Context Protocol: tools of other programs, and ours for them (docs/mcp.md).", settings: mcp),
        Section(name: "model", summary: "The language model, if there is one (docs/language-models.md).", settings: model),
        Section(
            name: "tools", summary: "What Coda may do for people, and where it keeps what they ask it to (docs/desk.md).", settings: tools),
        Section(
            name: "memory", summary: "What Coda remembers of people from one conversation to the next (docs/memory.md).", settings: memory),
        Section(name: "personality", summary: "How Coda speaks, and to whom (docs/personality.md).", settings: personality),
        Section(name: "workers", summary: "Threads and queues of the turn model.", settings: workers),
        Section(name: "recording", summary: "Sessions kept for coda replay. Off unless a folder is named.", settings: recording),
        Section(name: "profile", summary: "Where time goes (docs/profiling.md).", settings: profile),
        Section(name: "log", summary: "What the server says on standard error.", settings: log),
        Section(name: "telemetry", summary: "What operators may look at.", settings: telemetry),
        Section(name: "alerts", summary: "From where on operators are warned; 0 turns an alert off.", settings: alerts),
    ]

    package static let settings = sections.flatMap(\.settings)

    package static func setting(_ path: String) -> Setting? { byPath[path] }

    private static let byPath = Dictionary(uniqueKeysWithValues: settings.map { ($0.path, $0) })

    private static let preset = Setting.choice(
        "preset", \.preset, Preset.all.map(\.name), .newSessions,
        "Changes several settings at once; a setting that is given itself comes first.")
}
