internal import Assistant
internal import Dialogue
internal import Language

/// What the assistant adds to a model's first word: understanding the turn, choosing, the prompt, the request, and the way back.
struct AssistantDelay {
    let parts: AssistantParts
    let streams: Int
    /// Questions of each session.
    let rounds: Int

    private struct Sample {
        var before: Double
        var after: Double
    }

    /// From a session's question to its next one: at most 50 questions a second.
    static func milliseconds(between streams: Int) -> Int { max(200, streams * 20) }

    func measure(into report: inout BenchReport) async throws(BenchError) {
        let server = try PacedModelServer()
        defer { server.stop() }
        var parts = parts
        parts.model = CompletionModel([ModelEndpoint(name: "paced", url: server.url, model: "paced")])
        parts.settings.mode = .llm
        let assistant = Assistant(parts)
        let samples = await withTaskGroup(of: [Sample].self) { group in
            let start = ContinuousClock.now
            let period = Duration.milliseconds(Self.milliseconds(between: streams))
            for stream in 0..<streams {
                group.addTask {
                    var samples: [Sample] = []
                    for round in 0..<rounds {
                        try? await Task.sleep(until: start + period * round + period * stream / streams, clock: .continuous)
                        guard let sample = await ask("stream-\(stream * rounds + round)", assistant, server) else { continue }
                        samples.append(sample)
                    }
                    return samples
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        report.add("assistant_added_ms.streams_\(streams)", samples.map { $0.before + $0.after })
        report.add("assistant_before_ms.streams_\(streams)", samples.map(\.before))
        report.add("assistant_after_ms.streams_\(streams)", samples.map(\.after))
        report["assistant_failed.streams_\(streams)"] = Double(streams * rounds - samples.count)
    }

    private func ask(_ name: String, _ assistant: Assistant, _ server: PacedModelServer) async -> Sample? {
        let (texts, text) = AsyncStream.makeStream(of: ContinuousClock.Instant.self, bufferingPolicy: .bufferingOldest(1))
        let request = ReplyRequest(text: "Why do so many people like \(name)?", now: Self.noon)
        let asked = ContinuousClock.now
        let job = assistant.reply(to: request) { event in
            switch event {
            case .text:
                text.yield(.now)
                text.finish()
            case .finished, .failed: text.finish()
            default: break
            }
        }
        var said: ContinuousClock.Instant?
        for await moment in texts { said = moment }
        job.cancel()
        guard let said, let received = server.received(name), let written = server.sent(name).first else { return nil }
        return Sample(before: (received - asked) / .milliseconds(1), after: (said - written) / .milliseconds(1))
    }

    private static let noon = CivilTime(year: 2026, month: 11, day: 20, weekday: 5, hour: 12, minute: 0, second: 0)
}
