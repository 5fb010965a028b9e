import Telemetry
import Testing

@Suite struct HistogramTests {
    @Test("quantiles are known to within a twentieth", arguments: [0.05, 0.5, 0.95, 0.99])
    func quantiles(share: Double) throws {
        var histogram = Histogram()
        for value in 1...10_000 { histogram.record(Double(value) / 7) }
        let exact = share * 10_000 / 7
        let found = try #require(histogram.quantile(share))
        #expect(abs(found - exact) / exact < 0.05)
        #expect(histogram.count == 10_000)
    }

    @Test("nothing recorded has no quantile, and what is no number is left out")
    func empty() {
        var histogram = Histogram()
        histogram.record(.nan)
        histogram.record(.infinity)
        #expect(histogram.quantile(0.5) == nil)
        histogram.record(0)
        histogram.record(1e30)
        #expect(histogram.count == 2)
        #expect(histogram.quantile(1) != nil)
    }
}
