internal import Dialogue
internal import Resources
internal import Wire

/// Doing less while the server has no headroom.
extension RealtimeSession {
    /// Sentences of a spoken reply at the level `shortReplies`.
    static let shortReply = 2

    /// Serves at the level that the server has now, and tells the client where that is another one.
    func adoptService() {
        let standing = engines.service.current
        guard standing.level != service.level else { return }
        service = standing
        tellLoad()
        let settings = adapted(ConversationSettings(configuration, over: defaults.conversation))
        // While the server stops, nothing is heard any more.
        if !isDraining, settings.longestReply != conversation.settings.longestReply { apply(.configure(settings)) }
        guard options.sendsCodaEvents else { return }
        var members: [String: JSONValue] = ["level": .string(standing.level.rawValue)]
        if let shortage = standing.shortage { members["reason"] = .string(shortage.rawValue) }
        tell(ServerEvent("coda.service.level", members))
    }

    /// What may be needless is not done while the recogniser is late, or the server short of something.
    func tellLoad() {
        let busy = isRecognizerLate || service.level >= .noSpeculation
        guard busy != isBusy else { return }
        isBusy = busy
        apply(.load(isBusy: busy))
    }
}
