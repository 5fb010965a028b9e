internal import Audio
internal import Realtime
internal import Resources
internal import Speech
internal import Synchronization

/// The embedded recogniser on a session's own clock: a partial arrives a fixed time after the sound it is about, however fast the run.
final class SteadyRecognizer: SpeechRecognizer {
    private struct State {
        var now = SessionTime.zero
        /// The words of every utterance so far.
        var words: [String] = []
        var late: [(due: SessionTime, deliver: @Sendable () -> Void)] = []
    }

    private let base: PocketSphinxRecognizer
    private let delay: Duration
    private let state = Mutex(State())

    /// - Parameter delay: what decoding costs a partial.
    init(home: EngineHome, delay: Duration) async throws {
        // One thread and one decoder: what is decoded when depends on nothing but the sound.
        let workers = WorkerPool(name: "decoder", threads: 1, capacity: 1_000)
        self.delay = delay
        do {
            base = try await PocketSphinxRecognizer(modelFolder: home.acousticModel, slots: 1, workers: workers)
        } catch {
            throw BenchError("\(error)")
        }
    }

    func open(speaker: SpeakerAdaptation, deliver: @escaping @Sendable (RecognitionEvent) -> Void) -> any Speech.Utterance {
        let index = state.withLock { state in
            state.words.append("")
            return state.words.count - 1
        }
        return base.open(speaker: speaker) { [self] event in
            guard case .partial(let text) = event else { return deliver(event) }
            state.withLock { state in
                if state.words.indices.contains(index) { state.words[index] = text }
                state.late.append((state.now + delay, { deliver(event) }))
            }
        }
    }

    /// What was recognised since the last session began, an utterance each.
    var words: [String] { state.withLock { $0.words } }

    /// A new session begins.
    func restart() { state.withLock { $0 = State() } }

    /// It is `time` now: returns when all sound is decoded, and what was due has been delivered.
    func advance(to time: SessionTime) async {
        await base.caughtUp()
        let due = state.withLock { state in
            state.now = time
            let due = state.late.filter { $0.due <= time }
            state.late.removeAll { $0.due <= time }
            return due
        }
        for partial in due { partial.deliver() }
    }
}
