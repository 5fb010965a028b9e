internal import Glibc
internal import Resources

/// Learns a model from examples and their vectors; thresholds come from trials on examples that were held back.
struct IntentTraining: Sendable {
    private let examples: [IntentExample]
    private let vectors: [[Float]]
    private let labels: [String]
    private let hasOutOfScope: Bool

    /// Trials are made on each part of the examples by what the others teach: more parts where there is little to learn from.
    private var folds: Int { examples.count < 600 ? 6 : 3 }
    /// From so many intents on, texts out of scope are near enough to others of them to be noticed.
    static let manyIntents = 30

    /// - Parameter vectors: one of unit length for each example.
    init(examples: [IntentExample], vectors: [[Float]]) {
        self.examples = examples
        self.vectors = vectors
        labels = Set(examples.map(\.intent)).sorted()
        hasOutOfScope = labels.contains(IntentExample.outOfScope)
    }

    /// Learns on up to two threads of its own; seconds for thousands of examples.
    func model() async -> IntentModel {
        let all = Array(examples.indices)
        let rounds = heldBack()
        let outcomes = await withTaskGroup(of: (Int, Outcome).self) { group in
            var outcomes = Array(repeating: Outcome(), count: rounds.count)
            var waiting = Array(rounds.enumerated())[...]
            func begin() {
                guard let (number, round) = waiting.popFirst() else { return }
                group.addTask { (number, await onThread(named: "intents", nice: 5) { trials(round) }) }
            }
            begin()
            begin()
            while let (number, outcome) = await group.next() {
                outcomes[number] = outcome
                begin()
            }
            return outcomes
        }
        // In the order of rounds, whichever ended first.
        let counts = outcomes.reduce(into: Outcome()) { $0.add($1) }
        var model = await onThread(named: "intents", nice: 5) { learn(from: all) }
        model.scope.fit(counts.trials)
        model.scope.temperature = counts.temperature ?? 1
        return model
    }

    private func learn(from places: [Int]) -> IntentModel {
        let texts = places.map { examples[$0].text }
        let words = WordGrams(learning: texts)
        let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        let features = places.map { IntentFeatures(vector: vectors[$0], words: words.features(of: examples[$0].text)) }
        var softmax = SoftmaxModel(classes: labels.count, features: (vectors.first?.count ?? 0) + words.count)
        softmax.fit(features, labels: places.map { numbers[examples[$0].intent] ?? 0 })
        return IntentModel(labels: labels, words: words, softmax: softmax, scope: ScopeRule())
    }

    // MARK: Trials

    /// Examples to learn from, and others to be tried on.
    private struct Round: Sendable {
        var learning: [Int]
        var trying: [Int]
        /// Whether those tried mean intents that are not learnt in this round, so that they are out of scope.
        var areStrange: Bool
    }

    private func heldBack() -> [Round] {
        var random = RepeatableNumbers(seed: 3)
        let byLabel = Dictionary(grouping: examples.indices) { examples[$0].intent }
        guard labels.count > 1, byLabel.values.contains(where: { $0.count > 1 }) else { return [] }
        var fold = [Int](repeating: 0, count: examples.count)
        for label in labels {
            for (place, example) in (byLabel[label] ?? []).shuffled(using: &random).enumerated() { fold[example] = place % folds }
        }
        var rounds = (0..<folds).map { number in
            Round(
                learning: examples.indices.filter { fold[$0] != number }, trying: examples.indices.filter { fold[$0] == number },
                areStrange: false)
        }
        let inScope = labels.filter { $0 != IntentExample.outOfScope }
        guard !hasOutOfScope || inScope.count < Self.manyIntents, inScope.count >= 3 else { return rounds }
        // What lies outside is not known well: each intent is, once, for a model of the others.
        let order = inScope.shuffled(using: &random)
        for number in 0..<3 {
            let strangers = Set(order.enumerated().filter { $0.offset % 3 == number }.map(\.element))
            rounds.append(
                Round(
                    learning: examples.indices.filter { !strangers.contains(examples[$0].intent) },
                    trying: examples.indices.filter { strangers.contains(examples[$0].intent) }, areStrange: true))
        }
        return rounds
    }

    private static let temperatures: [Float] = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.5, 3]

    private struct Outcome: Sendable {
        var trials: [ScopeRule.Trial] = []
        /// Of the true intents, summed over examples in scope, for each temperature.
        var surprises: [Float] = Array(repeating: 0, count: temperatures.count)

        mutating func add(_ other: Outcome) {
            trials += other.trials
            for place in surprises.indices { surprises[place] += other.surprises[place] }
        }

        /// The least surprising one.
        var temperature: Float? {
            guard trials.contains(where: \.isInScope) else { return nil }
            return zip(temperatures, surprises).min { $0.1 < $1.1 }?.0
        }
    }

    private func trials(_ round: Round) -> Outcome {
        var outcome = Outcome()
        guard !round.learning.isEmpty else { return outcome }
        let model = learn(from: round.learning)
        let outside = labels.firstIndex(of: IntentExample.outOfScope)
        for place in round.trying {
            let example = examples[place]
            let features = IntentFeatures(vector: vectors[place], words: model.words.features(of: example.text))
            let scores = model.softmax.scores(of: features)
            let judged = SoftmaxModel.probabilities(scores)
            guard let surest = judged.indices.filter({ $0 != outside }).max(by: { judged[$0] < judged[$1] }) else { continue }
            let isInScope = !round.areStrange && example.intent != IntentExample.outOfScope
            outcome.trials.append(
                ScopeRule.Trial(
                    logOdds: ScopeRule.logOdds(judged[surest]), isInScope: isInScope, isRight: isInScope && labels[surest] == example.intent
                ))
            guard isInScope, let label = labels.firstIndex(of: example.intent) else { continue }
            for (index, temperature) in Self.temperatures.enumerated() {
                let probability = SoftmaxModel.probabilities(scores, temperature: temperature)[label]
                outcome.surprises[index] -= logf(max(probability, 1e-9))
            }
        }
        return outcome
    }
}
