internal import Audio
internal import Dialogue
internal import Synchronization

/// One session's recording: the session puts its steps here, the writing thread takes them to the disk.
///
/// Overflow policy: what does not fit ends the recording. A gap would make everything after it worthless.
final class SessionRecording: StepRecorder {
    private struct Waiting {
        var steps: [RecordedStep] = []
        var sound: [Int16] = []
        /// Nothing more is taken.
        var ending: RecordingEnding?
    }

    /// A minute of a busy session.
    static let stepCapacity = 8_192
    /// A minute of sound.
    static let soundCapacity = 960_000

    private let waiting = Mutex(Waiting())
    /// The writing thread's alone.
    private let output: Mutex<RecordingOutput>

    init(header: RecordingHeader, path: String, soundPath: String?) {
        output = Mutex(RecordingOutput(header: header, path: path, soundPath: soundPath))
    }

    // MARK: The session's side

    func take(_ step: RecordedStep) {
        waiting.withLock { waiting in
            guard waiting.ending == nil else { return }
            if waiting.steps.count < Self.stepCapacity { waiting.steps.append(step) } else { waiting.ending = .incomplete }
        }
    }

    func take(sound: [Int16]) {
        waiting.withLock { waiting in
            guard waiting.ending == nil else { return }
            if waiting.sound.count + sound.count <= Self.soundCapacity { waiting.sound += sound } else { waiting.ending = .incomplete }
        }
    }

    func end() { end(.whole) }

    /// Only the first end counts.
    func end(_ ending: RecordingEnding) { waiting.withLock { $0.ending = $0.ending ?? ending } }

    // MARK: The writing thread's side

    /// Writes what has come since; gives what went wrong, once.
    func write() -> String? {
        let (steps, sound, ending) = waiting.withLock { waiting in
            defer {
                waiting.steps.removeAll(keepingCapacity: waiting.steps.count < 256)
                waiting.sound.removeAll(keepingCapacity: waiting.sound.count < 32_000)
            }
            return (waiting.steps, waiting.sound, waiting.ending)
        }
        do throws(RecordingError) {
            try output.withLock { output throws(RecordingError) in try output.write(steps, sound, ending) }
        } catch {
            waiting.withLock { $0.ending = .incomplete }
            output.withLock { $0.giveUp() }
            return "a recording ends early: \(error)"
        }
        guard ending == .incomplete else { return nil }
        return "a recording ends early: the disk is slower than the session (\(output.withLock { $0.path }))"
    }

    var isWritten: Bool { output.withLock { $0.isClosed } }
}
