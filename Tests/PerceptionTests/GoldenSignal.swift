import Glibc

/// Signals that follow from a formula, the same as in Golden/make_golden.py.
enum GoldenSignal: String {
    case chirp, noise, vowels, silence, offset

    func samples(_ count: Int, seed: UInt64) -> [Float] {
        var random = Seeded(seed)
        switch self {
        case .chirp:
            return (0..<count).map {
                let i = Double($0)
                return Float(0.4 * sin(2 * Double.pi * (100 + 0.04 * i) * i / 16_000))
            }
        case .noise: return (0..<count).map { _ in Float(0.1 * random.unit()) }
        case .vowels: return vowels(count, &random)
        case .silence: return [Float](repeating: 0, count: count)
        case .offset: return (0..<count).map { Float(0.25 + 0.05 * sin(2 * Double.pi * 200 * Double($0) / 16_000)) }
        }
    }

    private func vowels(_ count: Int, _ random: inout Seeded) -> [Float] {
        var phase = 0.0
        return (0..<count).map {
            let time = Double($0) / 16_000
            let pitch = 120 + 30 * sin(2 * Double.pi * 0.7 * time)
            phase += pitch / 16_000
            let formant = 500 + 250 * sin(2 * Double.pi * 1.3 * time)
            var value = 0.0
            for harmonic in 1...20 {
                let frequency = Double(harmonic) * pitch
                let first = (frequency - formant) / 150
                let second = (frequency - 1_500) / 300
                let gain = 1 / (1 + first * first) + 0.4 / (1 + second * second)
                value += gain * sin(2 * Double.pi * Double(harmonic) * phase)
            }
            let level = max(0, sin(2 * Double.pi * 2 * time))
            return Float(0.15 * level * value + 0.002 * random.unit())
        }
    }
}

/// A small generator with a seed (splitmix64).
struct Seeded {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// -1..<1
    mutating func unit() -> Double { Double(next() >> 11) * (2 / 9_007_199_254_740_992) - 1 }
}
