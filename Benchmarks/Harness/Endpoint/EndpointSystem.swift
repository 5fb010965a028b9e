internal import Dialogue

/// A way to decide that a turn is over.
protocol EndpointSystem: Sendable {
    /// When it would end the turn, in samples: at most once in every silence, each as if it had not done so before.
    func decisions(in heard: HeardScene) -> [Int]
}

/// Ends a turn after a fixed silence of the voice-activity detector.
struct SilenceSystem: EndpointSystem {
    /// In samples.
    var silence: Int

    func decisions(in heard: HeardScene) -> [Int] {
        heard.windows.compactMap { window in
            guard let plain = window.plainSilence, plain >= silence, plain - HeardScene.window < silence else { return nil }
            return HeardScene.arrival(window.end)
        }
    }
}

/// Asks the turn model once in every silence, as Pipecat does: after `stop`; below the threshold only a long silence ends the turn.
struct TurnModelSystem: EndpointSystem {
    /// Silence after which it asks, in windows; one of `HeardScene.plainMoments`.
    var stop: Int
    var threshold: Float
    /// In samples.
    var fallback: Int

    func decisions(in heard: HeardScene) -> [Int] {
        var decisions: [Int] = []
        var hasDecided = false
        for (index, window) in heard.windows.enumerated() {
            guard let silence = window.plainSilence, silence > 0 else {
                hasDecided = false
                continue
            }
            guard !hasDecided else { continue }
            if silence / HeardScene.window == stop, let score = heard.scores[index], score > threshold {
                decisions.append(HeardScene.arrival(window.end) + HeardScene.scoreDelay)
                hasDecided = true
            } else if silence >= fallback {
                decisions.append(HeardScene.arrival(window.end))
                hasDecided = true
            }
        }
        return decisions
    }
}

/// The product's own policy, over the same evidence as in a session.
struct CodaSystem: EndpointSystem {
    var policy: EndOfTurn

    func decisions(in heard: HeardScene) -> [Int] {
        var decisions: [Int] = []
        var hasDecided = false
        var evidence = PauseEvidence()
        var waiting: [(arrival: Int, score: Float)] = []
        for (index, window) in heard.windows.enumerated() {
            guard let known = window.evidence, known.silence > 0 else {
                hasDecided = false
                evidence = PauseEvidence()
                waiting = []
                continue
            }
            guard !hasDecided else { continue }
            let arrival = HeardScene.arrival(window.end)
            // A score that comes between two windows is acted on at once, with what was known then.
            for (at, score) in waiting where at < arrival {
                evidence.hear(score: score)
                guard isOver(evidence), !hasDecided else { continue }
                decisions.append(at)
                hasDecided = true
            }
            waiting.removeAll { $0.arrival < arrival }
            guard !hasDecided else { continue }
            var next = known
            next.lowestScore = evidence.lowestScore
            next.ending = heard.texts[index].map(SpokenWords.ending) ?? evidence.ending
            evidence = next
            if EndOfTurn.scorings.contains(known.silence / HeardScene.window), let score = heard.scores[index] {
                waiting.append((arrival + HeardScene.scoreDelay, score))
            }
            guard isOver(evidence) else { continue }
            decisions.append(arrival)
            hasDecided = true
        }
        return decisions
    }

    private func isOver(_ evidence: PauseEvidence) -> Bool {
        policy.silenceNeeded(evidence).map { evidence.silence >= HeardScene.samples($0) } ?? false
    }
}
