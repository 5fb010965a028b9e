internal import Language
internal import Resources

/// `bench language`: what Coda adds to a scripted model's first and last word, how long a change of endpoint takes, and the first audible word of
/// each way to answer.
struct LanguageBench {
    let settings: BenchSettings
    let progress: Bench.Progress

    private struct Heard {
        var words: [ContinuousClock.Instant] = []
        var isOver = false
        var hasFailed = false
        var afterSwitch: ContinuousClock.Instant?
        var hasSwitched = false
    }

    func run() async throws -> BenchReport {
        var report = try await onThread(named: "bench-language") { try measureClient() }
        try await AnsweringBench(settings: settings, progress: progress).run(into: &report)
        return report
    }

    private func measureClient() throws(BenchError) -> BenchReport {
        var report = BenchReport("language", settings)
        for streams in [1, 10, 50] {
            progress("\(streams) answers at once")
            let rounds = max(2, (settings.isQuick ? 10 : 100) / streams)
            try measure(streams, rounds: rounds, into: &report)
        }
        progress("endpoints that die")
        try measureFailover(into: &report)
        report.notes.append(
            "added: from the server's write of a word to its delivery as an event; both in this process, over loopback, \(PacedModelServer.words) words 20 ms apart"
        )
        report.notes.append("failover: from the cut of the first endpoint to the first word of the second, which waits 20 ms by itself")
        return report
    }

    private func measure(_ streams: Int, rounds: Int, into report: inout BenchReport) throws(BenchError) {
        let server = try PacedModelServer()
        defer { server.stop() }
        let model = CompletionModel([ModelEndpoint(name: "paced", url: server.url, model: "paced")])
        var first: [Double] = []
        var last: [Double] = []
        var failed = 0
        for round in 0..<rounds {
            let names = (0..<streams).map { "stream-\(round * streams + $0)" }
            let all = names.map { listen(model, $0) }
            for (name, heard) in zip(names, all) {
                let heard = heard.wait(until: { $0.isOver }, take: { $0 })
                let sent = server.sent(name)
                guard !heard.hasFailed, let sentFirst = sent.first, let sentLast = sent.last, let heardFirst = heard.words.first,
                    let heardLast = heard.words.last
                else {
                    failed += 1
                    continue
                }
                first.append((heardFirst - sentFirst) / .milliseconds(1))
                last.append((heardLast - sentLast) / .milliseconds(1))
            }
        }
        report.add("added_first_token_ms.streams_\(streams)", first)
        report.add("added_last_token_ms.streams_\(streams)", last)
        report["failed.streams_\(streams)"] = Double(failed)
    }

    private func measureFailover(into report: inout BenchReport) throws(BenchError) {
        var times: [Double] = []
        var failed = 0
        for round in 0..<(settings.isQuick ? 5 : 40) {
            let dying = try PacedModelServer(diesAfter: 5)
            let living = try PacedModelServer()
            defer {
                dying.stop()
                living.stop()
            }
            let model = CompletionModel(
                [ModelEndpoint(name: "dying", url: dying.url, model: "m"), ModelEndpoint(name: "living", url: living.url, model: "m")])
            let heard = listen(model, "stream-\(round)").wait(until: { $0.isOver }, take: { $0 })
            guard let cut = dying.cutAt, let next = heard.afterSwitch, !heard.hasFailed else {
                failed += 1
                continue
            }
            times.append((next - cut) / .milliseconds(1))
        }
        report.add("failover_ms", times)
        report["failover_failed"] = Double(failed)
    }

    private func listen(_ model: CompletionModel, _ name: String) -> ThreadCondition<Heard> {
        let heard = ThreadCondition(Heard())
        _ = model.stream(ModelPrompt(messages: [.user(name)])) { event in
            let now = ContinuousClock.now
            heard.withLock { heard in
                switch event {
                case .text:
                    heard.words.append(now)
                    if heard.hasSwitched, heard.afterSwitch == nil { heard.afterSwitch = now }
                case .switchedEndpoint: heard.hasSwitched = true
                case .finished: heard.isOver = true
                case .failed:
                    heard.isOver = true
                    heard.hasFailed = true
                default: break
                }
            }
        }
        return heard
    }
}
