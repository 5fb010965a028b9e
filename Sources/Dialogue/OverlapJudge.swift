internal import Audio

/// Says what speech over a reply is, as early as that can be said.
///
/// A backchannel and the first word of an interruption sound alike at first, so the judge is asked window after window: most often it is
/// what follows, more speech or silence, that tells.
struct OverlapJudge {
    enum Verdict: Sendable, Equatable {
        case undecided
        case real
        case dropped(OverlapReason)
    }

    /// Speech that a sound must hold before its words count: shorter ones are a click or the recogniser's guess.
    private static let shortestWord = 3
    /// Windows that words must stay the same before they count while more may follow: the recogniser often begins with another guess.
    private static let settledWords = 4
    /// Speech that goes on this long is no backchannel.
    private static let sustained = 24
    /// The same where nothing but backchannels were recognised, or nothing at all.
    private static let longSustained = 30
    /// Speech without a known word that is nevertheless taken for one.
    private static let unclearWord = 10
    /// The same without any word.
    private static let wordless = 18
    /// Silence after which a sound is over.
    private static let settled = 8
    /// After this many windows the judge must have an opinion.
    private static let longest = 60
    /// Likeness from which words are Coda's own.
    static let ownVoice: Float = 0.7

    /// - Parameters:
    ///   - end: up to where was heard.
    ///   - isAnswer: whether Coda's last words want an answer, so that a "yes" is one.
    func verdict(of overlap: Overlap, at end: InputSample, isAnswer: Bool) -> Verdict {
        let silence = (end - overlap.speechEnd) / Conversation.window
        let meaning = InterruptionLexicon.meaning(of: overlap.words)
        let isOwnVoice = overlap.likeness >= Self.ownVoice
        let isSettled = (end - overlap.wordsSince) / Conversation.window >= Self.settledWords
        if meaning == .command, isSettled, !isOwnVoice, overlap.windows >= Self.shortestWord { return .real }
        if silence >= Self.settled {
            return over(overlap, meaning, isOwnVoice: isOwnVoice, isAnswer: isAnswer)
        }
        let isTelling = meaning == .words && !isOwnVoice
        if overlap.foreignWindows >= (isTelling ? Self.sustained : Self.longSustained) { return .real }
        guard (end - overlap.since) / Conversation.window >= Self.longest else { return .undecided }
        return isOwnVoice || overlap.mayBeEcho ? .dropped(.echo) : .real
    }

    /// The sound is over.
    private func over(_ overlap: Overlap, _ meaning: InterruptionLexicon.Meaning, isOwnVoice: Bool, isAnswer: Bool) -> Verdict {
        if isOwnVoice { return .dropped(.echo) }
        guard overlap.isHolding else { return .dropped(.noise) }
        if overlap.mayBeEcho, meaning != .backchannel { return .dropped(.echo) }
        switch meaning {
        case .command: return .real
        case .backchannel: return isAnswer ? .real : .dropped(.backchannel)
        case .words: return overlap.windows >= Self.unclearWord ? .real : .dropped(.backchannel)
        case .nothing: return overlap.windows >= Self.wordless ? .real : .dropped(.noise)
        }
    }
}
