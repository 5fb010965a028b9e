internal import Glibc

/// One triangular band of the mel scale, as weights of the spectrum's bins.
struct MelBand: Sendable {
    /// The first bin with a weight.
    var first: Int
    var weights: [Float]

    /// Bands of equal width in mel from 0 Hz to half of `rate`, each of equal area over the bins of a transform of `size` samples.
    ///
    /// The scale is Slaney's (Auditory Toolbox, 1998): linear to 1 kHz, then 27 steps for each factor of 6.4.
    static func bands(_ count: Int, rate: Double, size: Int) -> [MelBand] {
        let top = mel(hertz: rate / 2)
        let edges = (0..<count + 2).map { hertz(mel: top * Double($0) / Double(count + 1)) }
        let bin = rate / Double(size)
        return (0..<count).map { band in
            let (low, middle, high) = (edges[band], edges[band + 1], edges[band + 2])
            let weights = (0...size / 2).map { index in
                let frequency = bin * Double(index)
                let slope = min((frequency - low) / (middle - low), (high - frequency) / (high - middle))
                return max(0, slope) * 2 / (high - low)
            }
            let first = weights.firstIndex { $0 > 0 } ?? 0
            let last = weights.lastIndex { $0 > 0 } ?? first
            return MelBand(first: first, weights: weights[first...last].map { Float($0) })
        }
    }

    private static let logStep = log(6.4) / 27

    private static func mel(hertz: Double) -> Double { hertz < 1_000 ? hertz * 3 / 200 : 15 + log(hertz / 1_000) / logStep }

    private static func hertz(mel: Double) -> Double { mel < 15 ? mel * 200 / 3 : 1_000 * exp((mel - 15) * logStep) }
}
