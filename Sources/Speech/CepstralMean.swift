/// Takes a voice's and a room's mean cepstrum away from each frame, learning it while the voice speaks.
///
/// The model was trained with the mean of whole utterances taken away. That mean is known only at the end, so this one
/// begins with a guess worth `priorFrames` frames and is drawn to what it hears; the first `held` frames wait until they
/// have all been heard, since the guess is worst there. What a frame becomes depends on the frames before it only, never on
/// how they were handed over.
/// Figures: docs/decisions/0005-recogniser-settings.md.
package struct CepstralMean: Sendable {
    /// Coefficients of a frame.
    package static let size = 13
    /// Frames of 10 ms that wait at the start of an utterance.
    package static let held = 70

    /// The mean of the lent recordings' means: a voice nobody has heard yet.
    package static let unknown: [Float] = [50.71, 2.37, -1.50, 6.35, -5.11, -1.24, -6.48, -4.35, -2.88, -1.01, 0.91, -1.53, 1.56]
    /// What a guess is worth, in frames.
    package static let priorFrames: Float = 20

    private var sum: [Float]
    private var weight: Float
    private var waiting: [Float] = []
    private var heard = 0

    /// - Parameter prior: 13 coefficients, or `nil` for an unknown voice.
    package init(prior: [Float]? = nil) {
        let prior = prior.flatMap { $0.count == Self.size && $0.allSatisfy(\.isFinite) ? $0 : nil } ?? Self.unknown
        sum = prior.map { $0 * Self.priorFrames }
        weight = Self.priorFrames
    }

    /// The mean as known now, 13 coefficients.
    package var mean: [Float] { sum.map { $0 / weight } }

    /// Frames heard so far, also those that wait.
    package var frames: Int { heard }

    /// Takes in frames of 13 coefficients and returns those that are ready, normalised; none while the first ones wait.
    ///
    /// - Parameter last: the words are wanted now, so nothing waits any longer.
    package mutating func push(_ frames: [Float], last: Bool = false) -> [Float] {
        var ready: [Float] = []
        for start in stride(from: 0, through: frames.count - Self.size, by: Self.size) {
            let frame = frames[start..<start + Self.size]
            learn(frame)
            waiting += frame
            if heard >= Self.held { release(&ready) }
        }
        if last { release(&ready) }
        return ready
    }

    private mutating func learn(_ frame: ArraySlice<Float>) {
        heard += 1
        // Digital silence says nothing about the room.
        guard let energy = frame.first, energy >= 0 else { return }
        for (k, value) in frame.enumerated() { sum[k] += value }
        weight += 1
    }

    private mutating func release(_ ready: inout [Float]) {
        let mean = mean
        for (k, value) in waiting.enumerated() { ready.append(value - mean[k % Self.size]) }
        waiting.removeAll(keepingCapacity: true)
    }
}
