/// How much silence ends a turn, given what the turn model makes of it.
///
/// A sure model commits at the least silence; an unsure one waits in proportion to its doubt, up to the fallback.
struct EndOfTurn {
    var settings: ConversationSettings

    /// Completeness from which the least silence is enough.
    static let sure: Float = 0.8
    /// Completeness under which only the fallback ends the turn.
    static let doubtful: Float = 0.1

    /// `nil` where no silence is enough.
    ///
    /// - Parameter completeness: 0...1, or `nil` while the model has not answered.
    func silenceNeeded(completeness: Float?) -> Duration? {
        switch settings.turnDetection {
        case .silence(let duration): return duration
        case .manual: return nil
        case .semantic: break
        }
        guard let completeness else { return settings.silenceFallback }
        let least = settings.minimumSilence
        let most = settings.silenceFallback
        if completeness >= Self.sure { return least }
        if completeness <= Self.doubtful { return most }
        let doubt = Double((Self.sure - completeness) / (Self.sure - Self.doubtful))
        return least + (most - least) * (doubt * doubt)
    }

    /// Silences at which the model is asked again: what it hears then is no longer what it heard.
    func nextScoring(after asked: Int) -> Duration? {
        guard settings.turnDetection == .semantic else { return nil }
        let moments: [Duration] = [settings.softEnd, .milliseconds(160), .milliseconds(320), .milliseconds(640)]
        guard asked < moments.count, moments[asked] < settings.silenceFallback else { return nil }
        return moments[asked]
    }
}
