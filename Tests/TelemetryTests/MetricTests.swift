import Telemetry
import Testing

@Suite struct MetricTests {
    private enum Colour: String, MetricLabel { case red, blue }

    @Test("no count is lost where many threads count at once")
    func counting() async {
        let counter = MetricCounter()
        let histogram = MetricHistogram(bounds: [0.001, 0.01])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for index in 0..<10_000 {
                        counter.add()
                        histogram.record(nanoseconds: index * 2_000)
                    }
                }
            }
        }
        #expect(counter.value == 80_000)
        #expect(histogram.counts.total == 80_000)
        // 0, 2 ... 1,000 us; up to 10 ms; the rest.
        #expect(histogram.counts.counts == [8 * 501, 8 * 4_500, 8 * 4_999])
    }

    @Test("a value on a bound belongs to the bucket that ends there; below zero is zero, and what is no number is left out")
    func bounds() {
        let histogram = MetricHistogram(bounds: [0.5, 1])
        histogram.record(milliseconds: 500)
        histogram.record(.milliseconds(501))
        histogram.record(nanoseconds: -7)
        histogram.record(milliseconds: .nan)
        histogram.record(.seconds(1_000_000))
        #expect(histogram.counts == HistogramCounts(bounds: [0.5, 1], counts: [2, 1, 1], sum: 1_000_001.001))
    }

    @Test(
        "a quantile is found within its bucket by straight line",
        arguments: [(0.25, 0.05), (0.5, 0.1), (0.75, 0.3), (0.9, 0.42), (1, 0.5)])
    func quantile(share: Double, expected: Double) throws {
        let counts = HistogramCounts(bounds: [0.1, 0.5, 1], counts: [10, 10, 0, 0], sum: 0)
        #expect(abs(try #require(counts.quantile(share)) - expected) < 1e-9)
    }

    @Test("what lies above the last bound has it as its quantile, and nothing has none")
    func edges() {
        #expect(HistogramCounts(bounds: [1], counts: [0, 3], sum: 9).quantile(0.5) == 1)
        #expect(HistogramCounts(bounds: [1], counts: [0, 0], sum: 0).quantile(0.5) == nil)
    }

    @Test("a metric of two labels has a line for each combination there is something to show of")
    func twoLabels() {
        let registry = MetricRegistry()
        registry.sampled("coda_pairs_total", "Pairs.", .counter, labels: ("left", "right"), of: Colour.self, Colour.self) { left, right in
            left == .blue && right == .blue ? nil : left == right ? 2 : left == .red ? 3 : 4
        }
        #expect(
            registry.text == """
                # HELP coda_pairs_total Pairs.
                # TYPE coda_pairs_total counter
                coda_pairs_total{left="red",right="red"} 2
                coda_pairs_total{left="red",right="blue"} 3
                coda_pairs_total{left="blue",right="red"} 4

                """)
    }

    @Test("the registry writes Prometheus' text format")
    func text() {
        let registry = MetricRegistry()
        registry.counter("coda_plain_total", "Plain, with a \\ and\na line.").add(3)
        let family = registry.counters("coda_colours_total", "By colour.", label: "colour", of: Colour.self)
        family[.blue].add()
        let histogram = registry.histogram("coda_time_seconds", "Time.", bounds: [0.00005, 2])
        histogram.record(nanoseconds: 1_500_000_000)
        registry.sampled("coda_nothing", "Nothing yet.") { nil }
        registry.constant("coda_info", "Text.", label: "version", value: "a\"b")
        #expect(
            registry.text == """
                # HELP coda_plain_total Plain, with a \\\\ and\\na line.
                # TYPE coda_plain_total counter
                coda_plain_total 3
                # HELP coda_colours_total By colour.
                # TYPE coda_colours_total counter
                coda_colours_total{colour="red"} 0
                coda_colours_total{colour="blue"} 1
                # HELP coda_time_seconds Time.
                # TYPE coda_time_seconds histogram
                coda_time_seconds_bucket{le="5e-05"} 0
                coda_time_seconds_bucket{le="2"} 1
                coda_time_seconds_bucket{le="+Inf"} 1
                coda_time_seconds_sum 1.5
                coda_time_seconds_count 1
                # HELP coda_nothing Nothing yet.
                # TYPE coda_nothing gauge
                # HELP coda_info Text.
                # TYPE coda_info gauge
                coda_info{version="a\\"b"} 1

                """)
    }

    @Test("the kernel tells of this process, and processor time only grows")
    func process() {
        let first = ProcessUsage.now()
        #expect(first.residentBytes > 1 << 20 && first.threads >= 1 && first.openFiles >= 3 && first.maximumFiles >= first.openFiles)
        var sum = 0.0
        for index in 0..<3_000_000 { sum += Double(index).squareRoot() }
        #expect(sum > 0 && ProcessUsage.now().processorSeconds >= first.processorSeconds)
        let limits = ProcessLimits.now()
        #expect(limits.processors > 0 && limits.memoryBytes > first.residentBytes)
    }
}
