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
        answerMode = configuration.answerMode.flatMap(AnswerMode.init) ?? defaults.answerMode
        toolPolicy = configuration.toolPolicy ?? [:]
        switch configuration.turnDetection {
        case .none: turnDetection = .manual
        case .semanticVAD(let eagerness):
            turnDetection = .semantic
            expectation = configuration.expectedAnswer.flatMap(AnswerExpectation.init)
            if let eagerness = Eagerness(rawValue: eagerness) {
                caution = eagerness.caution
                silenceFallback = eagerness.patience
            }
        case .serverVAD(let threshold, let padding, let silence, let idleTimeout):
            turnDetection = .silence(.milliseconds(silence))
            self.idleTimeout = idleTimeout.map { .milliseconds($0) } ?? defaults.idleTimeout
            speechThreshold = Float(threshold)
            prefixPadding = .milliseconds(padding)
        }
    }

    /// The same, but no turn begins any more.
    var withoutHearing: ConversationSettings {
        var settings = self
        settings.turnDetection = .manual
        return settings
    }
}
