package import Audio

/// What a pause means.
extension Conversation {
    /// What is known of the pause under way; `nil` where no turn is open.
    package var pauseEvidence: PauseEvidence? { hearing.turn.map { evidence(of: $0, silence: heardEnd - $0.speechEnd) } }

    func evidence(of turn: Turn, silence: Int) -> PauseEvidence {
        var evidence = PauseEvidence()
        evidence.silence = silence
        evidence.voiced = turn.voiced
        evidence.lowestScore = turn.lowestScore
        evidence.ending = turn.ending
        evidence.habits = habits
        evidence.expectation = settings.expectation ?? expectation
        return evidence
    }

    /// A turn begins: what was Coda's question, and did the last turn end too soon?
    mutating func expect(speechFrom start: InputSample) {
        expectation = items.entries.last { $0.item.role == .assistant }.map { AnswerExpectation(question: $0.item.text) } ?? .open
        if let end = lastSpeechEnd, start - end < Self.soonAfter { habits.wasCutOff(after: start - end) }
    }

    mutating func endTurn(_ turn: Turn) {
        habits.turnEnded()
        lastSpeechEnd = turn.speechEnd
    }

    /// Who speaks again within 1 s of the last word had not finished; nobody answers that fast, in samples.
    private static let soonAfter = 16_000

    /// Where the open turn's sound begins.
    package var turnStart: InputSample? { hearing.turn?.start }
}
