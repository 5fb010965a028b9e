import Audio
import Testing

@Suite struct SampleRateTests {
    @Test("a rate outside what sound has is refused", arguments: [0, -1, 999, 384_001])
    func refused(hertz: Int) { #expect(SampleRate(hertz: hertz) == nil) }

    @Test("durations become whole samples", arguments: [(20, 16_000, 320), (20, 24_000, 480), (1, 44_100, 44), (1_000, 8_000, 8_000)])
    func samples(milliseconds: Int, hertz: Int, expected: Int) throws {
        let rate = try #require(SampleRate(hertz: hertz))
        #expect(rate.samples(in: .milliseconds(milliseconds)) == expected)
    }
}
