import Perception
import Testing

@Suite struct WhisperFeaturesTests {
    @Test("the picture equals the reference's wherever it was sampled")
    func golden() throws {
        let features = WhisperFeatures()
        var picture = [Float](repeating: 0, count: WhisperFeatures.bandCount * WhisperFeatures.frameCount)
        var compared = 0
        for line in try goldenLines("turns.txt") {
            if line[0] == "signal" {
                let signal = try #require(GoldenSignal(rawValue: line[1]))
                let count = try #require(Int(line[2]))
                var span = picture.mutableSpan
                features.compute(signal.samples(count, seed: try #require(UInt64(line[3]))).span, into: &span)
                continue
            }
            let band = try #require(Int(line[1]))
            let frame = try #require(Int(line[2]))
            let expected = try #require(Float(line[3]))
            // The reference works in 64 bits, and its values were written with five places.
            #expect(abs(picture[band * WhisperFeatures.frameCount + frame] - expected) < 0.000_1, "band \(band), frame \(frame)")
            compared += 1
        }
        #expect(compared > 400)
    }

    @Test("silence before the sound may be given or left out", arguments: [1, 199, 200, 201, 1_000, 16_000, 127_840])
    func padding(count: Int) {
        let features = WhisperFeatures()
        let sound = GoldenSignal.offset.samples(count, seed: 0)
        let whole = [Float](repeating: 0, count: 128_000 - count) + sound
        var short = [Float](repeating: 0, count: 64_000)
        var long = short
        var span = short.mutableSpan
        features.compute(sound.span, into: &span)
        span = long.mutableSpan
        features.compute(whole.span, into: &span)
        let worst = zip(short, long).map { abs($0 - $1) }.max() ?? 1
        #expect(worst < 1e-4)
    }
}
