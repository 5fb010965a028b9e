/// Finds how long after its far end an echo is heard, 0 to 500 ms, while there is something to be heard.
///
/// The correlation of both sides at every delay, at 2 kHz, forgets within two seconds of sound. A delay is believed once the same one was the best
/// four times in a row, and kept until another one is clearly better. 10 ms cost about 10 us.
struct EchoDelay: Sendable {
    private static let frameLength = SpeexFilter.frameLength
    /// Samples of 16 kHz that become one.
    private static let step = 8
    private static let blocks = frameLength / step
    private static let lags = 1_000
    /// What a frame leaves of the frames before it.
    private static let memory: Float = 0.995
    /// Root mean square of a frame, in 16-bit steps, from which the far end may be heard: -50 dBFS.
    private static let audible: Float = 100
    /// Frames between two judgements, and with sound before the first.
    private static let interval = 10
    private static let warmUp = 30
    /// The part of the near end's energy that an echo must explain, and how far it must stand out from chance.
    ///
    /// Among 29 recordings with another one as far end, and no echo, none was believed; every echo of them was found, in the median after 1 s.
    private static let leastScore: Float = 0.15
    private static let leastContrast: Float = 6.5

    /// Judgements in a row that must agree.
    private static let agreements = 4

    /// In samples of 16 kHz; `nil` before the first echo.
    private(set) var delay: Int?
    /// Whether what plays, or played within the last 500 ms, may be heard now.
    var isAudible: Bool { audibleFrames > 0 }

    private var near = Sieve()
    private var far = Sieve()
    /// The far end at 2 kHz, oldest first: `lags` values before the present frame, then the frame.
    private var history = [Float](repeating: 0, count: lags + blocks)
    private var correlation = [Float](repeating: 0, count: lags)
    private var farEnergy = [Float](repeating: 0, count: lags)
    private var nearEnergy: Float = 0
    /// The near end of the present frame at 2 kHz.
    private var heard: [Float] = []
    /// Frames to come in which the far end may still be heard.
    private var audibleFrames = 0
    private var frames = 0
    private var candidate = 0
    private var agreement = 0

    /// Takes 10 ms of both sides, which passed at the same time.
    mutating func push(near nearFrame: [Int16], far farFrame: [Int16]) {
        history.removeFirst(Self.blocks)
        far.append(farFrame, to: &history)
        let level = farFrame.reduce(Float(0)) { $0 + Float($1) * Float($1) }
        if level > Self.audible * Self.audible * Float(Self.frameLength) { audibleFrames = Self.lags / Self.blocks }
        heard.removeAll(keepingCapacity: true)
        near.append(nearFrame, to: &heard)
        guard audibleFrames > 0 else { return }
        audibleFrames -= 1
        nearEnergy = Self.memory * nearEnergy + heard.reduce(0) { $0 + $1 * $1 }
        Self.accumulate(heard, history, &correlation, &farEnergy)
        frames += 1
        if frames >= Self.warmUp, frames % Self.interval == 0 { judge() }
    }

    /// The two sides are compared anew; by the new comparison, the delay believed so far is shorter by `samples`.
    mutating func restart(less samples: Int) {
        let moved = delay.map { $0 - samples }
        self = EchoDelay()
        delay = moved.flatMap { (0..<Self.lags * Self.step).contains($0) ? $0 : nil }
    }

    private static func accumulate(_ heard: [Float], _ history: [Float], _ correlation: inout [Float], _ farEnergy: inout [Float]) {
        let source = history.span
        let values = heard.span
        var products = correlation.mutableSpan
        var energies = farEnergy.mutableSpan
        for lag in 0..<lags {
            let start = lags - lag
            var product: Float = 0
            var energy: Float = 0
            for index in 0..<blocks {
                let value = source[start + index]
                product += values[index] * value
                energy += value * value
            }
            products[lag] = memory * products[lag] + product
            energies[lag] = memory * energies[lag] + energy
        }
    }

    private mutating func judge() {
        guard let loudest = farEnergy.max(), loudest > 0, nearEnergy > 0 else { return }
        var best = 0
        var bestScore: Float = 0
        var sum: Float = 0
        for lag in 0..<Self.lags {
            let score = score(lag, loudest)
            sum += score * score
            if score > bestScore {
                best = lag
                bestScore = score
            }
        }
        let chance = (sum / Float(Self.lags)).squareRoot()
        guard bestScore >= Self.leastScore, bestScore >= Self.leastContrast * chance else {
            agreement = 0
            return
        }
        agreement = abs(best - candidate) <= 2 ? agreement + 1 : 1
        candidate = best
        guard agreement >= Self.agreements else { return }
        if let delay, score(min(delay / Self.step, Self.lags - 1), loudest) > 0.7 * bestScore { return }
        delay = best * Self.step
    }

    private func score(_ lag: Int, _ loudest: Float) -> Float {
        abs(correlation[lag]) / (nearEnergy * max(farEnergy[lag], 0.1 * loudest)).squareRoot()
    }

    /// From 16 to 2 kHz, 250 to 750 Hz of it: what a small loudspeaker can say and a wall does not swallow.
    private struct Sieve: Sendable {
        private var last: (Float, Float) = (0, 0)

        mutating func append(_ frame: [Int16], to values: inout [Float]) {
            let source = frame.span
            for block in 0..<EchoDelay.blocks {
                var sum: Float = 0
                for index in 0..<EchoDelay.step { sum += Float(source[block * EchoDelay.step + index]) }
                values.append(sum - last.1)
                last = (sum, last.0)
            }
        }
    }
}
