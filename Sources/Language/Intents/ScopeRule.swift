internal import Glibc

/// How the surest intent's probability is read: whether any intent is meant, and how often it would be right.
struct ScopeRule: Sendable, Equatable {
    /// The surest intent's log odds at which "none of them" is as likely.
    var threshold: Float = 0
    /// How fast that changes with the log odds.
    var slope: Float = 1
    /// By which scores are divided so that probabilities are those of being right.
    var temperature: Float = 1

    /// How likely it is that none of the intents is meant, 0...1.
    func outOfScope(surest: Float) -> Double {
        1 / (1 + exp(Double(slope) * Double(Self.logOdds(surest) - threshold)))
    }

    static func logOdds(_ probability: Float) -> Float {
        let kept = min(max(probability, 1e-6), 1 - 1e-6)
        return logf(kept / (1 - kept))
    }

    /// An answer to an example that the model had not learnt from.
    struct Trial: Sendable {
        /// The surest intent's.
        var logOdds: Float
        /// Whether the example means one of the intents.
        var isInScope: Bool
        /// Whether the surest intent is that one.
        var isRight: Bool
    }

    /// Of right answers, the share of all in-scope examples that may be given up. Trials on few examples are surer of less than the model
    /// of all will be, and one answer is a larger share.
    private static func mostGivenUp(of examples: Int) -> Double { 0.005 + 0.3 / Double(examples).squareRoot() }
    /// What noticing all texts out of scope is worth, in shares of right answers.
    private static let worthOfNoticing = 0.15

    /// Sets threshold and slope by trials. Without trials both stay; without any out of scope, the threshold gives up half of what may be.
    mutating func fit(_ trials: [Trial]) {
        let within = trials.count { $0.isInScope }
        guard within > 0 else { return }
        let without = trials.count - within
        let most = Self.mostGivenUp(of: within) * (without > 0 ? 1 : 0.5)
        var given = 0.0
        var noticed = 0.0
        var best = 0.0
        threshold = (trials.map(\.logOdds).min() ?? 0) - 1
        let sorted = trials.sorted { $0.logOdds < $1.logOdds }
        for (place, trial) in sorted.enumerated() {
            if !trial.isInScope { noticed += 1 / Double(without) }
            if trial.isRight { given += 1 / Double(within) }
            guard given <= most else { break }
            let worth = without > 0 ? Self.worthOfNoticing * noticed - given : Double(place + 1)
            guard worth > best else { continue }
            best = worth
            let next = place + 1 < sorted.count ? sorted[place + 1].logOdds : trial.logOdds + 1
            threshold = (trial.logOdds + next) / 2
        }
        slope = Self.slope(trials, threshold: threshold)
    }

    /// The slope that makes the trials likeliest, in and out of scope counting as much.
    private static func slope(_ trials: [Trial], threshold: Float) -> Float {
        let within = Double(trials.count { $0.isInScope })
        let without = Double(trials.count) - within
        guard within > 0, without > 0 else { return 1 }
        let candidates = (0..<24).map { Float(0.1) * powf(1.2, Float($0)) }
        func surprise(_ slope: Float) -> Double {
            trials.reduce(0) { sum, trial in
                let margin = Double(slope * (trial.logOdds - threshold)) * (trial.isInScope ? 1 : -1)
                return sum + log1p(exp(-margin)) / (trial.isInScope ? within : without)
            }
        }
        return candidates.map { ($0, surprise($0)) }.min { $0.1 < $1.1 }?.0 ?? 1
    }
}
