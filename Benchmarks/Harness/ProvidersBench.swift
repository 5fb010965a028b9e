internal import Dialogue
internal import Realtime
internal import Resources
internal import Speech
internal import Synchronization
internal import Telemetry
internal import Wire

/// `bench providers`: how many calls a second pass through what watches every provider (counts, health, deadline), to engines that do nothing.
struct ProvidersBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private static let crowds = [1, 5, 10, 20]
    private static let window = Duration.seconds(5)

    /// The three providers as a session has them.
    private struct Providers: Sendable {
        let recognizer: WatchedRecognizer
        let responder: WatchedResponder
        let synthesizer: WatchedSynthesizer
        let watches: [ProviderWatch]

        init() {
            watches = ["recognizer", "responder", "synthesizer"].map { ProviderWatch($0, deadline: .seconds(10)) }
            recognizer = WatchedRecognizer(NullEngines.Recognizer(), watches[0])
            responder = WatchedResponder(NullEngines.Replies(), watches[1])
            synthesizer = WatchedSynthesizer(NullEngines.Synthesizer(), watches[2])
        }

        var calls: Int { watches.reduce(0) { $0 + $1.count.succeeded } }

        /// One call of each.
        func callAll(_ call: Call) {
            let utterance = recognizer.open(speaker: call.speaker) { _ in }
            utterance.push([])
            utterance.finish()
            _ = responder.reply(to: call.request) { _ in }
            _ = synthesizer.speak(call.clause) { _ in }
        }
    }

    /// What they are asked.
    private struct Call: Sendable {
        let request = ReplyRequest(text: "", now: CivilTime(year: 2000, month: 1, day: 1, weekday: 6, hour: 0, minute: 0, second: 0))
        let clause = SpokenClause(text: "", voice: "null")
        let speaker = SpeakerAdaptation()
    }

    func run() async throws -> BenchReport {
        let (settings, progress) = (settings, progress)
        return await onThread(named: "bench") {
            var report = BenchReport("providers", settings)
            let quick = settings.isQuick
            let inits = (0..<(quick ? 1_000 : 10_000)).map { _ in
                let start = ContinuousClock.now
                let providers = Providers()
                let time = (ContinuousClock.now - start) / .microseconds(1)
                withExtendedLifetime(providers) {}
                return time
            }
            report["init_us"] = Quantile.of(inits.sorted(), 0.5)
            // The first window warms up.
            _ = Self.callsPerSecond(threads: 1, for: .seconds(1))
            for crowd in Self.crowds {
                let rates = (0..<3).map { _ in Self.callsPerSecond(threads: crowd, for: .seconds(quick ? 1 : 3)) }
                report.add("calls_per_s.\(crowd)", repeats: rates)
                progress("\(crowd) at once: \(Int(Quantile.of(rates.sorted(), 0.5))) calls/s")
            }
            let windows = Self.windows(quick ? 3 : 12)
            for (name, rates) in [("", windows.map(\.perSecond)), (".cpu", windows.map(\.perProcessorSecond))] {
                report["consistency_share\(name)"] = (rates.min() ?? 0) / max(1, rates.max() ?? 0)
                report.add("calls_per_s.window\(name)", repeats: rates)
            }
            report.settings["windows"] = .integer(windows.count)
            report.notes.append("a call is an utterance, a reply or a clause: begun, answered and ended, each third of them")
            report.notes.append("calls_per_s.N: from N threads at once; the median of three")
            report.notes.append("consistency_share: the least over the most of \(windows.count) windows of 5 s, from one thread")
            report.notes.append(
                "consistency_share.cpu: the same by the thread's processor time; a neighbour on the same core still slows it")
            report.notes.append("init_us: making the three of them, the median")
            return report
        }
    }

    /// What one thread does in one window, by the clock and by its own processor time.
    private struct Window: Sendable {
        var perSecond: Double
        var perProcessorSecond: Double
    }

    /// Windows one after another with the same providers; the calling thread makes the calls.
    private static func windows(_ count: Int) -> [Window] {
        let providers = Providers()
        let call = Call()
        return (0..<count).map { _ in
            let calls = providers.calls
            let (start, processor) = (ContinuousClock.now, ProcessorTime.ofThread)
            while ContinuousClock.now < start + window { for _ in 0..<1_000 { providers.callAll(call) } }
            let done = Double(providers.calls - calls)
            return Window(
                perSecond: done / ((ContinuousClock.now - start) / .seconds(1)),
                perProcessorSecond: done / (ProcessorTime.ofThread - processor))
        }
    }

    private static func callsPerSecond(threads: Int, for duration: Duration) -> Double {
        let providers = Providers()
        let ended = ThreadCondition(0)
        let start = ContinuousClock.now
        let end = start + duration
        for index in 0..<threads {
            spawnThread(name: "caller-\(index)") {
                let call = Call()
                // The clock is read now and then only: it is no part of a call.
                while ContinuousClock.now < end { for _ in 0..<1_000 { providers.callAll(call) } }
                ended.withLock { $0 += 1 }
            }
        }
        ended.wait(until: { $0 == threads }, take: { _ in })
        return Double(providers.calls) / ((ContinuousClock.now - start) / .seconds(1))
    }
}
