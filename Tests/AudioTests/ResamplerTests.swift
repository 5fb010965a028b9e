import Audio
import Glibc
import TestSupport
import Testing

private func rate(_ hertz: Int) throws -> SampleRate { try #require(SampleRate(hertz: hertz)) }

private func sine(_ hertz: Double, at rate: Int, seconds: Double) -> [Float] {
    (0..<Int(seconds * Double(rate))).map { Float(0.5 * sin(2 * .pi * hertz * Double($0) / Double(rate))) }
}

private func decibels(_ samples: some Sequence<Float>) -> Double {
    var sum = 0.0
    var count = 0.0
    for sample in samples {
        sum += Double(sample) * Double(sample)
        count += 1
    }
    return 10 * log10(sum / max(count, 1) + 1e-20)
}

private let pairs = [(24_000, 16_000), (16_000, 24_000), (8_000, 16_000), (16_000, 8_000), (44_100, 16_000), (11_025, 48_000)]

@Suite struct ResamplerTests {
    @Test("a tone keeps its pitch, place and strength", arguments: pairs, [ResamplerQuality.live, .clip])
    func tone(pair: (Int, Int), quality: ResamplerQuality) throws {
        var resampler = try Resampler<Float>(from: rate(pair.0), to: rate(pair.1), quality: quality)
        var result: [Float] = []
        resampler.push(sine(700, at: pair.0, seconds: 1), into: &result)
        resampler.flush(into: &result)
        let expected = sine(700, at: pair.1, seconds: 1)
        #expect(abs(result.count - expected.count) <= 1)
        let inner = pair.1 / 10..<pair.1 * 9 / 10
        let error = decibels(inner.map { result[$0] - expected[$0] }) - decibels(inner.map { expected[$0] })
        #expect(error < -60, "the error is \(error) dB below the tone")
    }

    @Test("what the lower rate cannot hold is gone, not folded back", arguments: [ResamplerQuality.live, .clip])
    func alias(quality: ResamplerQuality) throws {
        var resampler = try Resampler<Float>(from: .hz24000, to: .hz16000, quality: quality)
        var result: [Float] = []
        resampler.push(sine(11_000, at: 24_000, seconds: 1), into: &result)
        #expect(decibels(result[1_000..<15_000]) < -80)
    }

    @Test("pieces of any size give the same as the whole", arguments: pairs)
    func pieces(pair: (Int, Int)) throws {
        let input = PCM16.quantize(sine(440, at: pair.0, seconds: 0.5))
        var whole: [Int16] = []
        var resampler = try Resampler<Int16>(from: rate(pair.0), to: rate(pair.1))
        resampler.push(input, into: &whole)
        resampler.flush(into: &whole)
        var random = Seeded(3)
        var cut: [Int16] = []
        var start = 0
        // The same resampler again: a flush must leave nothing of the first stream behind.
        while start < input.count {
            let end = min(input.count, start + Int.random(in: 0...700, using: &random))
            resampler.push(Array(input[start..<end]), into: &cut)
            start = end
        }
        resampler.flush(into: &cut)
        #expect(cut == whole)
        #expect(abs(whole.count - input.count * pair.1 / pair.0) <= 1)
    }

    @Test(
        "little live sound waits inside",
        arguments: [(24_000, 16_000, 10.0), (16_000, 24_000, 10), (48_000, 16_000, 10), (8_000, 16_000, 30)])
    func delay(from: Int, to: Int, most: Double) throws {
        var resampler = try Resampler<Int16>(from: rate(from), to: rate(to))
        let frame = [Int16](repeating: 100, count: from / 50)
        var result: [Int16] = []
        for pushed in 1...200 {
            resampler.push(frame, into: &result)
            let waiting = 20 * Double(pushed) - 1_000 * Double(result.count) / Double(to)
            #expect(waiting <= most)
        }
    }

    @Test("equal rates pass samples through at once")
    func identity() throws {
        var resampler = try Resampler<Int16>(from: .hz16000, to: .hz16000)
        var result: [Int16] = [9]
        resampler.push([1, 2, 3], into: &result)
        resampler.flush(into: &result)
        #expect(result == [9, 1, 2, 3])
    }

    @Test("a clip keeps its length at any rate", arguments: pairs)
    func clip(pair: (Int, Int)) throws {
        let clip = AudioClip(samples: sine(300, at: pair.0, seconds: 0.37), rate: try rate(pair.0))
        let result = try clip.resampled(to: rate(pair.1))
        #expect(abs(result.duration / .seconds(1) - 0.37) < 0.001)
        #expect(result.rate.hertz == pair.1)
    }
}
