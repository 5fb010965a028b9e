internal import Glibc

/// Multinomial logistic regression over a sentence vector and sparse word features.
///
/// Weights lie by feature, those of all classes side by side, eight to a step.
struct SoftmaxModel: Sendable {
    typealias Lanes = SIMD8<Float>

    let classes: Int
    /// The vector's places, then those of words.
    let features: Int
    var weights: [Lanes]
    var biases: [Lanes]

    /// Steps of eight that hold all classes.
    var width: Int { (classes + 7) / 8 }

    init(classes: Int, features: Int) {
        self.classes = classes
        self.features = features
        weights = Array(repeating: .zero, count: features * ((classes + 7) / 8))
        biases = Array(repeating: .zero, count: (classes + 7) / 8)
    }

    /// How much speaks for each class: log odds up to a constant.
    func scores(of text: IntentFeatures) -> [Float] {
        var scores = [Lanes](repeating: .zero, count: width)
        add(text, to: &scores, scale: 1)
        return (0..<classes).map { scores[$0 / 8][$0 % 8] }
    }

    /// The probability of each class.
    static func probabilities(_ scores: [Float], temperature: Float = 1) -> [Float] {
        guard let most = scores.max() else { return [] }
        let parts = scores.map { expf(($0 - most) / temperature) }
        let sum = parts.reduce(0, +)
        return parts.map { $0 / sum }
    }

    /// - Parameter scale: what the stored weights are multiplied by.
    private func add(_ text: IntentFeatures, to scores: inout [Lanes], scale: Float) {
        let width = width
        for lane in 0..<width { scores[lane] = biases[lane] }
        unsafe weights.withUnsafeBufferPointer { weights in
            unsafe scores.withUnsafeMutableBufferPointer { scores in
                text.forEach { feature, value in
                    let value = Lanes(repeating: value * scale)
                    let row = feature * width
                    for lane in 0..<width { unsafe scores[lane] += value * weights[row + lane] }
                }
            }
        }
    }

    private static func softmax(_ scores: inout [Lanes], classes: Int) {
        // The last step may reach beyond the classes.
        var most = -Float.infinity
        for index in 0..<classes { most = max(most, scores[index / 8][index % 8]) }
        var sum: Float = 0
        for index in 0..<classes {
            let value = expf(scores[index / 8][index % 8] - most)
            scores[index / 8][index % 8] = value
            sum += value
        }
        for index in classes..<scores.count * 8 { scores[index / 8][index % 8] = 0 }
        for lane in scores.indices { scores[lane] /= sum }
    }

    // MARK: Learning

    /// How a model is fitted. Stochastic gradient descent, an example at a time; its steps shrink to nothing at the end.
    struct Fitting {
        var firstStep: Float = 5
        /// Ridge penalty of each step.
        var decay: Float = 1e-5
        /// Examples looked at in all, where that makes 6 to 100 rounds.
        var looks = 40_000
        /// An example that is this sure of its class teaches nothing more.
        var sure: Float = 0.98
    }

    /// - Parameters:
    ///   - texts: what each example is judged by.
    ///   - labels: the class of each.
    mutating func fit(_ texts: [IntentFeatures], labels: [Int], _ fitting: Fitting = Fitting()) {
        guard !texts.isEmpty else { return }
        let rounds = max(6, min(100, fitting.looks / texts.count))
        var random = RepeatableNumbers(seed: 7)
        var order = Array(texts.indices)
        var scores = [Lanes](repeating: .zero, count: width)
        let steps = Float(rounds * texts.count)
        var done: Float = 0
        // Decay shrinks all weights at once through this factor.
        var scale: Float = 1
        for _ in 0..<rounds {
            order.shuffle(using: &random)
            for index in order {
                let step = fitting.firstStep * (1 - done / steps)
                done += 1
                add(texts[index], to: &scores, scale: scale)
                Self.softmax(&scores, classes: classes)
                let label = labels[index]
                guard scores[label / 8][label % 8] < fitting.sure else { continue }
                scores[label / 8][label % 8] -= 1
                scale *= 1 - step * fitting.decay
                take(step, from: texts[index], scores, scale: scale)
            }
        }
        for index in weights.indices { weights[index] *= scale }
    }

    /// Moves the weights against the gradient that `errors` make with the text.
    private mutating func take(_ step: Float, from text: IntentFeatures, _ errors: [Lanes], scale: Float) {
        let width = width
        for lane in 0..<width { biases[lane] -= 0.1 * step * errors[lane] }
        unsafe weights.withUnsafeMutableBufferPointer { weights in
            unsafe errors.withUnsafeBufferPointer { errors in
                text.forEach { feature, value in
                    let value = Lanes(repeating: value * step / scale)
                    let row = feature * width
                    for lane in 0..<width { unsafe weights[row + lane] -= value * errors[lane] }
                }
            }
        }
    }
}

extension IntentFeatures {
    /// Every feature that is not zero, by its place among all.
    @inline(__always)
    func forEach(_ body: (_ feature: Int, _ value: Float) -> Void) {
        for place in vector.indices { body(place, vector[place]) }
        for word in words { body(vector.count + word.place, word.value) }
    }
}
