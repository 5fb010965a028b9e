internal import Dialogue
internal import Wire

extension ConversationSettings {
    /// What a session's configuration means for its conversation; what it has no words for stays as in `defaults`.
    init(_ configuration: SessionConfiguration, over defaults: ConversationSettings) {
        self = defaults
        instructions = configuration.instructions
        voice = configuration.voice
        speed = configuration.speed
        speaks = configuration.speaks
        answersTurns = configuration.createsResponse
        isInterruptible = configuration.interruptsResponse
        maximumTokens = configuration.maximumTokens
        tools = configuration.tools.dialogueTools
        toolChoice = ToolChoice(configuration.toolChoice)
        switch configuration.turnDetection {
        case .none: turnDetection = .manual
        case .semanticVAD(let eagerness):
            turnDetection = .semantic
            silenceFallback = Self.patience(eagerness) ?? defaults.silenceFallback
        case .serverVAD(let threshold, let padding, let silence, let idleTimeout):
            turnDetection = .silence(.milliseconds(silence))
            self.idleTimeout = idleTimeout.map { .milliseconds($0) } ?? defaults.idleTimeout
            speechThreshold = Float(threshold)
            prefixPadding = .milliseconds(padding)
        }
    }

    /// The longest silence an unfinished turn may hold, by how eager the client wants Coda to be; `nil` where it leaves that open.
    private static func patience(_ eagerness: String) -> Duration? {
        switch eagerness {
        case "low": .milliseconds(2_500)
        case "high": .milliseconds(700)
        case "medium": .milliseconds(1_000)
        default: nil
        }
    }

    /// The same, but no turn begins any more.
    var withoutHearing: ConversationSettings {
        var settings = self
        settings.turnDetection = .manual
        return settings
    }
}
