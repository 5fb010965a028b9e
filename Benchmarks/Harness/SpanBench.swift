internal import Resources
internal import Telemetry

/// `bench spans`: what a span costs, off and on, on one thread and on two at once.
struct SpanBench {
    let settings: BenchSettings

    func run() -> BenchReport {
        var report = BenchReport("spans", settings)
        let rounds = settings.isQuick ? 5 : 15
        let tracer = SpanTracer()
        let trace = tracer.session().turn(1)
        report.add("span_disabled_ns", (0..<rounds).map { _ in Self.nanoseconds(trace, count: 2_000_000) })
        tracer.level = .comprehensive
        report.add("span_enabled_ns", (0..<rounds).map { _ in Self.nanoseconds(trace, count: 200_000) })
        report.add("span_enabled_ns.two_threads", (0..<rounds).map { _ in Self.besideAnother(trace) })
        for name in ["span_disabled_ns", "span_enabled_ns", "span_enabled_ns.two_threads"] { report[name] = report[name + ".p50"] }
        report.notes.append("a span is begun and ended; each figure is the median of \(rounds) rounds, the loop itself included")
        return report
    }

    private static func nanoseconds(_ trace: SpanContext, count: Int) -> Double {
        let stopwatch = Stopwatch()
        for _ in 0..<count {
            let span = trace.begin(.voiceWindow)
            trace.end(span)
        }
        return stopwatch.milliseconds * 1e6 / Double(count)
    }

    /// The same while another thread records as fast as it can.
    private static func besideAnother(_ trace: SpanContext) -> Double {
        let state = ThreadCondition((isStopping: false, hasEnded: false))
        spawnThread(name: "other") {
            while !state.wait(until: { _ in true }, take: { $0.isStopping }) { _ = nanoseconds(trace, count: 10_000) }
            state.withLock { $0.hasEnded = true }
        }
        defer {
            state.withLock { $0.isStopping = true }
            state.wait(until: { $0.hasEnded }, take: { _ in })
        }
        return nanoseconds(trace, count: 200_000)
    }
}
