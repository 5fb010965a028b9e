import Dialogue
import Recording
import Synchronization

/// Keeps a session's steps.
final class MemoryRecorder: StepRecorder {
    private let kept = Mutex<[RecordedStep]>([])
    private let settings: ConversationSettings

    init(_ settings: ConversationSettings) { self.settings = settings }

    func take(_ step: RecordedStep) { kept.withLock { $0.append(step) } }
    func end() {}

    var steps: [RecordedStep] { kept.withLock { $0 } }

    /// The session as a recording that was written and read again.
    func recording() throws -> Recording {
        let header = RecordingHeader(program: "test", started: "", session: "test", settings: settings)
        return try Recording(Recording.bytes(header, steps, ending: .whole))
    }
}
