import Telemetry
import Testing

/// Series drawn in steps of five seconds, and the alerts they must set off.
@Suite struct AlertTests {
    /// A server that nothing is wrong with: ten turns of 0.2 s each second, and processors that are half idle.
    private struct Series {
        var sample = AlertSample()
        var latency = 2
        var failing = 0
        var component: Component?
        var busyShare = 0.5
        var memory = 400_000_000.0
        var memoryPerSecond = 0.0
        var hitShare = 0.9

        static let bounds = [0.05, 0.1, 0.2, 0.5, 1]

        init() {
            sample.turnLatency = HistogramCounts(bounds: Self.bounds, counts: [0, 0, 0, 0, 0, 0], sum: 0)
            sample.processors = 2
            sample.memoryLimitBytes = 1_000_000_000
        }

        mutating func next() -> AlertSample {
            sample.seconds += 5
            sample.turnLatency.counts[latency] += 50
            sample.turns += 50
            sample.failedTurns += failing
            for each in Component.allCases { sample.calls[each, default: 0] += 100 }
            if let component { sample.errors[component, default: 0] += 6 }
            sample.processorSeconds += 5 * 2 * busyShare
            memory += 5 * memoryPerSecond
            sample.memoryBytes = Int(memory)
            sample.cacheLookups += 100
            sample.cacheHits += Int(100 * hitShare)
            return sample
        }
    }

    /// Plays `seconds` of the series; gives what began (+) and ended (-), with the second.
    private func play(_ seconds: Int, _ series: inout Series, _ book: inout AlertBook) -> [String] {
        (0..<seconds / 5).flatMap { _ -> [String] in
            let sample = series.next()
            return book.on(sample).map { "\($0.isFiring ? "+" : "-")\($0.alert.rawValue) \(Int(sample.seconds))" }
        }
    }

    @Test("where all is well, nothing is told for two hours")
    func quiet() {
        var (series, book) = (Series(), AlertBook(AlertThresholds()))
        #expect(play(7_200, &series, &book) == [])
        #expect(book.active == [])
    }

    /// What is wrong, from when to when (seconds after the first ten minutes) the alert is on, and what sets it right.
    struct Trouble: Sendable, CustomTestStringConvertible {
        let alert: Alert
        let began: Int
        let ended: Int
        let change: @Sendable (inout AlertTests.Drawn, Bool) -> Void
        var testDescription: String { alert.rawValue }
    }

    /// The part of a series that a trouble may touch.
    struct Drawn {
        var latency = 2
        var failing = 0
        var component: Component?
        var busyShare = 0.5
        var memory: Double?
        var hitShare = 0.9
        var device: Double?
        var queue = 0.0
    }

    static let troubles: [Trouble] = [
        // More than a twentieth of five minutes' turns are slow after 20 s, then a minute; no more than that once all but 15 s are forgotten.
        Trouble(alert: .turnLatency, began: 80, ended: 1_345) { $0.latency = $1 ? 4 : 2 },
        // All of a sudden a tenth fails: half of the window, then the hold; below 4.5 % after 55 % of the window, then a minute.
        Trouble(alert: .errorRate, began: 215, ended: 1_230) { $0.failing = $1 ? 5 : 0 },
        Trouble(alert: .recognizerErrors, began: 315, ended: 1_140) { $0.component = $1 ? .recognizer : nil },
        Trouble(alert: .networkErrors, began: 315, ended: 1_140) { $0.component = $1 ? .network : nil },
        // Over 85 % after 70 % of a minute, then five minutes; below 76.5 after 47 % of one, then a minute.
        Trouble(alert: .cpu, began: 345, ended: 1_090) { $0.busyShare = $1 ? 1 : 0.5 },
        Trouble(alert: .memory, began: 65, ended: 1_065) { $0.memory = $1 ? 810_000_000 : nil },
        Trouble(alert: .deviceMemory, began: 65, ended: 1_065) { $0.device = $1 ? 0.91 : 0.5 },
        // 60 % instead of 90: below 70 after two thirds of ten minutes, then ten more; above 77 after 17/30 of them, then a minute.
        Trouble(alert: .cacheHits, began: 1_005, ended: 1_405) { $0.hitShare = $1 ? 0.6 : 0.9 },
        Trouble(alert: .queue, began: 15, ended: 1_065) { $0.queue = $1 ? 0.95 : 0.1 },
    ]

    @Test("each trouble is told once it has lasted, and once it has been over for a while; nothing else is", arguments: troubles)
    func trouble(trouble: Trouble) {
        var (series, book) = (Series(), AlertBook(AlertThresholds()))
        var told: [String] = []
        for second in stride(from: -600, to: 2_400, by: 5) {
            var drawn = Drawn()
            if second >= 0 { trouble.change(&drawn, second < 1_000) }
            series.latency = drawn.latency
            series.failing = drawn.failing
            series.component = drawn.component
            series.busyShare = drawn.busyShare
            series.memory = drawn.memory ?? 400_000_000
            series.hitShare = drawn.hitShare
            var sample = series.next()
            sample.deviceMemoryShare = drawn.device
            sample.queueShare = drawn.queue
            for change in book.on(sample) where change.alert != .memoryGrowth {
                told.append("\(change.isFiring ? "+" : "-")\(change.alert.rawValue) \(second + 5)")
            }
        }
        #expect(told == ["+\(trouble.alert.rawValue) \(trouble.began)", "-\(trouble.alert.rawValue) \(trouble.ended)"])
    }

    @Test("memory that grows is told by the last hour's slope, not by its beginning")
    func growth() {
        var (series, book) = (Series(), AlertBook(AlertThresholds()))
        // 300 MB in the first ten minutes are engines and caches.
        series.memoryPerSecond = 500_000
        var told = play(600, &series, &book)
        series.memoryPerSecond = 0
        told += play(3_600, &series, &book)
        #expect(told == [])
        // 180 MB an hour.
        series.memory = 300_000_000
        book = AlertBook(AlertThresholds())
        series.memoryPerSecond = 50_000
        told = play(3_000, &series, &book)
        #expect(told.count == 1 && told[0].hasPrefix("+memory_growth"))
        #expect(abs((book.value(of: .memoryGrowth) ?? 0) - 180) < 1)
    }

    @Test("what swings about a threshold is told once")
    func hysteresis() {
        var (series, book) = (Series(), AlertBook(AlertThresholds()))
        var told: [String] = []
        for step in 0..<1_000 {
            // 78 and 82 % in turn, three minutes each.
            series.memory = step / 36 % 2 == 0 ? 820_000_000 : 780_000_000
            let sample = series.next()
            told += book.on(sample).filter { $0.alert == .memory }.map { "\($0.isFiring)" }
        }
        #expect(told == ["true"])
    }

    @Test("a trouble that comes and goes sooner than its hold is not told")
    func blinking() {
        var (series, book) = (Series(), AlertBook(AlertThresholds()))
        var told: [AlertChange] = []
        for step in 0..<500 {
            // 50 s of each minute.
            series.memory = step % 12 < 10 ? 900_000_000 : 100_000_000
            told += book.on(series.next()).filter { $0.alert == .memory }
        }
        #expect(told == [])
    }

    @Test("too few events make no share, and a threshold of 0 turns an alert off")
    func few() {
        var book = AlertBook(AlertThresholds())
        var sample = AlertSample()
        var told: [AlertChange] = []
        for step in 1...100 {
            sample.seconds = Double(step) * 5
            // Every turn fails, one in half a minute.
            sample.turns = step / 6
            sample.failedTurns = step / 6
            told += book.on(sample)
        }
        #expect(told == [] && book.value(of: .errorRate) == nil)

        var thresholds = AlertThresholds()
        thresholds.memoryPercent = 0
        var series = Series()
        series.memory = 999_000_000
        book = AlertBook(thresholds)
        #expect(play(600, &series, &book) == [])
    }

    @Test("a queue that refused something is full, whatever its depth")
    func refusals() {
        var (series, book) = (Series(), AlertBook(AlertThresholds()))
        _ = play(60, &series, &book)
        var told: [AlertChange] = []
        for _ in 0..<4 {
            series.sample.refusedJobs += 1
            told += book.on(series.next())
        }
        #expect(told == [AlertChange(alert: .queue, isFiring: true, value: 100, threshold: 90)])
        #expect(book.active == [.queue])
    }
}
