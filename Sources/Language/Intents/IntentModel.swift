/// What was learnt from labelled examples. A value; any thread.
struct IntentModel: Sendable {
    /// Names of the classes; `IntentExample.outOfScope` is among them where it was among the examples.
    var labels: [String]
    var words: WordGrams
    var softmax: SoftmaxModel
    var scope: ScopeRule

    /// What a text means.
    ///
    /// - Parameter vector: the text's own, of unit length.
    func reading(of text: String, vector: [Float]) -> IntentReading {
        let features = IntentFeatures(vector: vector, words: words.features(of: text))
        let scores = softmax.scores(of: features)
        let judged = SoftmaxModel.probabilities(scores)
        let surest = zip(labels, judged).filter { $0.0 != IntentExample.outOfScope }.map(\.1).max() ?? 0
        let shown = SoftmaxModel.probabilities(scores, temperature: scope.temperature)
        var guesses: [IntentGuess] = []
        for (label, probability) in zip(labels, shown) where label != IntentExample.outOfScope {
            guesses.append(IntentGuess(intent: label, probability: Double(probability)))
        }
        guesses.sort { ($1.probability, $0.intent) < ($0.probability, $1.intent) }
        return IntentReading(guesses: guesses, outOfScope: scope.outOfScope(surest: surest))
    }
}
