internal import Audio

/// How much silence ends a turn, given all that is known of the pause.
///
/// A weighted sum of the evidence says how sure it is that the person has finished; the surer, the less silence is needed.
package struct EndOfTurn: Sendable {
    package var settings: ConversationSettings

    /// Silences at which the turn model is asked, in windows of 32 ms: what it hears then is no longer what it heard.
    package static let scorings = [4, 10]

    package init(settings: ConversationSettings) { self.settings = settings }

    /// `nil` where no silence is enough.
    package func silenceNeeded(_ evidence: PauseEvidence) -> Duration? {
        switch settings.turnDetection {
        case .silence(let duration): return duration
        case .manual: return nil
        case .semantic: break
        }
        let doubt = settings.caution - EndOfTurnWeights.confidence(evidence)
        let patience = patience(evidence)
        return min(max(patience * EndOfTurnWeights.shareOfPatience(doubt: doubt), least(evidence)), patience)
    }

    /// No end before this.
    private func least(_ evidence: PauseEvidence) -> Duration {
        evidence.expectation.comesInGroups ? max(settings.minimumSilence, Self.groupPause) : settings.minimumSilence
    }

    /// Every end by then.
    private func patience(_ evidence: PauseEvidence) -> Duration {
        let longest = max(settings.silenceFallback, settings.minimumSilence)
        return evidence.expectation.comesInGroups ? max(longest, Self.groupPatience) : longest
    }

    /// Between two groups of a number or of letters most people pause less, and nobody wants to be cut off there.
    private static let groupPause: Duration = .milliseconds(600)
    private static let groupPatience: Duration = .milliseconds(2_000)

    /// When the model is asked next; `nil` where it is not asked again.
    func nextScoring(after asked: Int) -> Duration? {
        guard settings.turnDetection == .semantic, asked < Self.scorings.count else { return nil }
        let moment = Duration.milliseconds(32 * Self.scorings[asked])
        return moment < settings.silenceFallback ? moment : nil
    }
}
