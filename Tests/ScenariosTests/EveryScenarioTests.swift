import Configuration
import Dialogue
import Realtime
import Recording
import Scenarios
import Synchronization
import TestSupport
import Testing

/// The scenarios of the folder `Scenarios`, with the real engines on the virtual clock.
@Suite(.serialized) struct EveryScenarioTests {
    static let names = [
        "backchannel", "barge-in", "noise", "pause-inside-a-sentence", "push-to-talk", "question", "silence", "two-turns",
    ]

    /// Loaded once. Flite draws its noise from the C library: every clause is made once, so that both runs get the same.
    private static let engines = Task {
        var options = EngineOptions()
        options.recognizerSlots = 1
        options.synthesizerCacheSamples = 0
        var engines = try await Engines.load(from: EngineHome(path: TestData.deps), options: options)
        engines.synthesizer = RepeatingSynthesizer(engines.synthesizer)
        return engines
    }
    private static let clips = ClipLibrary()

    private func play(_ scenario: Scenario) async throws -> MemoryRecorder {
        let made = Mutex<MemoryRecorder?>(nil)
        let stage = await VirtualStage(try await Self.engines.value, name: "scenario") { settings in
            let recorder = MemoryRecorder(settings)
            made.withLock { $0 = recorder }
            return recorder
        }
        let recorder = try #require(made.withLock { $0 })
        let report = try await ScenarioRun.play(scenario, on: stage, clips: Self.clips)
        #expect(report.isPassed, "\(report.lines.map { "\($0.place.line): \($0.outcome.rawValue): \($0.text)" })")
        return recorder
    }

    /// What a run came to: words still being recognised arrive when a thread has got so far, which is not the same from run to run.
    private func settled(_ steps: [RecordedStep]) -> [RecordedStep] {
        steps.filter { if case .partial = $0.event { false } else { true } }
    }

    @Test("every scenario holds, runs twice alike, and each recording of it replays alike, twice", arguments: names)
    func play(name: String) async throws {
        let path = TestData.packageFolder + "/Scenarios/\(name).yaml"
        let scenario = try ScenarioReader.read(try SettingsLoader.read(path), file: path).get()
        let runs = [try await play(scenario), try await play(scenario)]
        for run in runs {
            let recording = try run.recording()
            #expect(recording.fault == nil)
            for _ in 0..<2 {
                let replay = Replay(recording)
                #expect(replay.difference == nil, "\(replay.difference.map { "\($0)" } ?? "")")
                #expect(replay.compared == run.steps.count)
            }
        }
        let (first, second) = (settled(runs[0].steps), settled(runs[1].steps))
        let difference = zip(first, second).first { $0 != $1 }
        #expect(difference == nil, "\(difference.map { "\($0.0) or \($0.1)" } ?? "")")
        #expect(first.count == second.count)
    }
}
