internal import Glibc

/// Seeded noise at a given level, as a quiet room makes it.
package struct RoomNoise: Sendable {
    private var state: UInt64
    private let amplitude: Double

    package init(decibels: Float, seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        // Uniform noise has an RMS of its amplitude over the square root of three.
        amplitude = pow(10, Double(decibels) / 20) * 32_768 * 1.732
    }

    package mutating func frame(_ count: Int) -> [Int16] {
        (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            let unit = Double(Int64(bitPattern: state)) / Double(Int64.max)
            return Int16(max(-32_768, min(32_767, unit * amplitude)))
        }
    }
}
