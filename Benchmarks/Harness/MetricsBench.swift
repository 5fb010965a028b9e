internal import Realtime
internal import Telemetry

/// What counting costs: one count, one recorded duration, and one look at all metrics.
struct MetricsBench {
    let settings: BenchSettings

    private enum Colour: String, MetricLabel { case red, green, blue }

    func run() -> BenchReport {
        var report = BenchReport("metrics", settings)
        let rounds = settings.isQuick ? 2_000_000 : 20_000_000
        let registry = MetricRegistry()
        let counter = registry.counter("counter_total", "")
        let family = registry.counters("family_total", "", label: "colour", of: Colour.self)
        let histogram = registry.histogram("histogram_seconds", "", bounds: MetricHistogram.waits)
        report["counter_ns"] = nanoseconds(rounds) { _ in counter.add() }
        report["labelled_counter_ns"] = nanoseconds(rounds) { family[$0 & 1 == 0 ? .red : .blue].add() }
        report["histogram_ns"] = nanoseconds(rounds) { histogram.record(nanoseconds: ($0 & 1_023) * 1_000_000) }
        let silent = Log.silent
        report["silent_log_ns"] = nanoseconds(rounds) { silent(.debug, "bench", "\($0)") }
        let meters = Meters()
        var bytes = 0
        report["scrape_us"] = nanoseconds(200) { _ in bytes = meters.registry.text.utf8.count } / 1_000
        report["scrape_kb"] = Double(bytes) / 1_024
        // What was counted is used: nothing of it can have been left out.
        report.notes.append(
            "counted \(counter.value + family[.red].value + family[.blue].value + histogram.counts.total) times, one thread")
        return report
    }

    private func nanoseconds(_ rounds: Int, _ body: (Int) -> Void) -> Double {
        for round in 0..<rounds / 10 { body(round) }
        let watch = Stopwatch()
        for round in 0..<rounds { body(round) }
        return watch.elapsed / .nanoseconds(1) / Double(rounds)
    }
}
