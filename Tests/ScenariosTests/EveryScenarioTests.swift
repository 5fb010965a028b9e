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

    /// Loaded once. One thread decodes, so that the session's own clock cannot outrun it.
    private static let engines = Task {
        var options = EngineOptions()
        options.recognizerThreads = 1
        return try await Engines.load(from: EngineHome(path: TestData.deps), options: options)
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

    /// Which of two engines answers first in the same moment is a matter of threads, so that two runs are two recordings; the replay of one is
    /// always the same.
    @Test("every scenario holds, and its recording replays alike, twice", arguments: names)
    func play(name: String) async throws {
        let path = TestData.packageFolder + "/Scenarios/\(name).yaml"
        let scenario = try ScenarioReader.read(try SettingsLoader.read(path), file: path).get()
        let run = try await play(scenario)
        let recording = try run.recording()
        #expect(recording.fault == nil)
        for _ in 0..<2 {
            let replay = Replay(recording)
            #expect(replay.difference == nil, "\(replay.difference.map { "\($0)" } ?? "")")
            #expect(replay.compared == run.steps.count)
        }
    }
}
