import Speech
import Testing

@Suite struct CepstralMeanTests {
    /// `count` equal frames.
    private func frames(_ count: Int, _ value: Float) -> [Float] { Array(repeating: value, count: count * CepstralMean.size) }

    @Test("the first frames wait, then come all at once, and the next ones come at once")
    func held() {
        var mean = CepstralMean()
        #expect(mean.push(frames(CepstralMean.held - 1, 1)).isEmpty)
        #expect(mean.push(frames(1, 1)).count == CepstralMean.held * CepstralMean.size)
        #expect(mean.push(frames(3, 1)).count == 3 * CepstralMean.size)
    }

    @Test("the last frame lets go what still waits", arguments: [0, 1, 3, CepstralMean.held - 1])
    func last(count: Int) {
        var mean = CepstralMean()
        #expect(mean.push(frames(count, 1)).isEmpty)
        #expect(mean.push([], last: true).count == count * CepstralMean.size)
    }

    @Test("how frames are handed over changes nothing", arguments: [1, 2, 7, 69, 70, 71, 159, 160])
    func handedOver(piece: Int) {
        let all = (0..<160 * CepstralMean.size).map { Float(($0 * 7919) % 101) - 20 }
        var whole = CepstralMean()
        let expected = whole.push(all)
        var mean = CepstralMean()
        var given: [Float] = []
        for start in stride(from: 0, to: all.count, by: piece * CepstralMean.size) {
            given += mean.push(Array(all[start..<min(start + piece * CepstralMean.size, all.count)]))
        }
        #expect(given == expected)
        #expect(mean.mean == whole.mean)
    }

    @Test("digital silence teaches nothing")
    func digitalSilence() {
        var mean = CepstralMean()
        _ = mean.push(frames(30, -1))
        #expect(mean.mean == CepstralMean().mean)
    }

    @Test("the guess gives way to what is heard", arguments: [0, 50, 100, 1_000, 100_000])
    func drawn(count: Int) {
        let prior: [Float] = Array(repeating: 10, count: CepstralMean.size)
        var mean = CepstralMean(prior: prior)
        _ = mean.push(frames(count, 20))
        let expected = (CepstralMean.priorFrames * 10 + Float(count) * 20) / (CepstralMean.priorFrames + Float(count))
        for value in mean.mean { #expect(abs(value - expected) < 0.01) }
    }

    @Test("frames are measured from the mean that includes them")
    func normalised() {
        var mean = CepstralMean(prior: Array(repeating: 5, count: CepstralMean.size))
        let out = mean.push(frames(CepstralMean.held, 5))
        #expect(!out.isEmpty)
        #expect(out.allSatisfy { abs($0) < 0.0001 })
    }

    @Test("a broken guess is no guess", arguments: [[], [1], Array(repeating: Float.nan, count: 13)] as [[Float]])
    func broken(prior: [Float]) { #expect(CepstralMean(prior: prior).mean == CepstralMean().mean) }
}
