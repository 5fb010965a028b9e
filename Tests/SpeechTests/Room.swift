import Audio
import Glibc
import TestSupport

/// A room with a loudspeaker and a microphone, drawn from a seed.
struct Room {
    /// From sending to hearing, in samples.
    let delay: Int
    /// Of the echo's direct path.
    let decibels: Float
    private let taps: [(at: Int, gain: Float)]

    /// - Parameter decay: seconds in which reflections fall by 60 dB.
    init(delayMilliseconds: Int, decibels: Float, decay: Float = 0.25, seed: UInt64 = 7) {
        delay = delayMilliseconds * 16
        self.decibels = decibels
        var random = Seeded(seed)
        let direct = powf(10, decibels / 20)
        taps =
            [(0, direct)]
            + (0..<120).map { _ in
                let at = Int.random(in: 20..<3_200, using: &random)
                return (at, direct * Float.random(in: -0.35...0.35, using: &random) * powf(10, -3 * Float(at) / 16_000 / decay))
            }
    }

    /// What the microphone hears of what the loudspeaker plays.
    func echo(of played: [Int16]) -> [Float] {
        var heard = [Float](repeating: 0, count: played.count)
        let source = PCM16.floats(played)
        for tap in taps {
            for index in max(0, delay + tap.at)..<max(delay + tap.at, played.count) {
                heard[index] += tap.gain * source[index - delay - tap.at]
            }
        }
        return heard
    }

    /// White noise of so much power.
    static func noise(_ count: Int, decibels: Float, seed: UInt64 = 3) -> [Float] {
        var random = Seeded(seed)
        let amplitude = powf(10, decibels / 20) * Float(3).squareRoot()
        return (0..<count).map { _ in Float.random(in: -1...1, using: &random) * amplitude }
    }
}

extension [Int16] {
    /// Power in dBFS.
    func decibels(_ range: Range<Int>? = nil) -> Float {
        Loudness.decibels(of: PCM16.floats(Array(self[range ?? indices])).span)
    }

    func padded(to count: Int) -> [Int16] { self + [Int16](repeating: 0, count: Swift.max(0, count - self.count)) }
}

/// A session's input and output, as the microphone's cleaner sees them: 20 ms at a time, sound sent 100 ms ahead.
struct CleanedRoom {
    var heard: [Int16]
    var clean: [Int16] = []
    /// By 20 ms.
    var delays: [Int?] = []

    init(_ options: MicrophoneOptions, played: [Int16] = [], heard: [Int16], startingAt start: Int = 0) throws {
        self.heard = heard
        var cleaner = try MicrophoneCleaner(options)
        var sent = 0
        for at in stride(from: 0, to: heard.count, by: 320) {
            let now = SessionTime(Int64(start + at))
            let until = min(at + 1_600, played.count)
            if sent < until {
                cleaner.play(played[sent..<until].span, at: now)
                sent = until
            }
            cleaner.push(heard[at..<min(at + 320, heard.count)].span, at: now + 320, into: &clean)
            delays.append(cleaner.echoDelay)
        }
        cleaner.finish(into: &clean)
    }
}
