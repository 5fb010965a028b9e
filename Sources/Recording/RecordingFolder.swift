package import Dialogue
internal import Glibc
internal import Resources

/// The folder that sessions are recorded in, and the one thread that writes there.
///
/// Every session's steps wait in a bounded buffer of its own; where the disk is too slow for them, its recording ends as incomplete and the
/// session goes on. What was taken is on its way to the disk within half a second.
package final class RecordingFolder: Sendable {
    private struct State: Sendable {
        var open: [SessionRecording] = []
        var isClosing = false
        var isDone = false
    }

    package let path: String
    private let recordsSound: Bool
    private let program: String
    private let complain: @Sendable (String) -> Void
    private let state = ThreadCondition(State())

    private static let interval = timespec(tv_sec: 0, tv_nsec: 500_000_000)

    /// Makes the folder (mode 0700) where it is not there, and tries whether it can be written.
    /// - Parameters:
    ///   - sound: whether what is heard is kept too.
    ///   - program: the version that writes, as it stands in the files.
    ///   - complain: told once for a recording that fails; called on the writing thread.
    package init(
        path: String, sound: Bool = false, program: String, complain: @escaping @Sendable (String) -> Void
    ) throws(RecordingError) {
        self.path = path
        recordsSound = sound
        self.program = program
        self.complain = complain
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw RecordingFile.failure(path) }
        let probe = path + "/.coda-can-write-\(getpid())"
        let file = unsafe open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw RecordingFile.failure(path) }
        Glibc.close(file)
        unsafe unlink(probe)
        spawnThread(name: "recorder", nice: 5) { [self] in write() }
    }

    /// Whether others of this machine may look into the folder. Recordings themselves are the owner's alone in any case.
    package var isOpenToOthers: Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & 0o077 != 0
    }

    /// Begins a recording; its file is made by the writing thread.
    package func begin(session: String, settings: ConversationSettings) -> any StepRecorder {
        let moment = RecordingMoment.now
        let header = RecordingHeader(program: program, started: moment.text, session: session, settings: settings)
        let name = "\(path)/\(moment.fileName)_\(session)"
        let recording = SessionRecording(header: header, path: name + ".jsonl", soundPath: recordsSound ? name + ".wav" : nil)
        state.withLock { $0.open.append(recording) }
        return recording
    }

    /// Writes what is still to be written. Blocks for up to half a second; nothing is recorded afterwards.
    package func close() {
        state.withLock { $0.isClosing = true }
        state.wait(until: { $0.isDone }, take: { _ in })
    }

    private func write() {
        while true {
            let (recordings, isClosing) = state.wait(until: { !$0.open.isEmpty || $0.isClosing }, take: { ($0.open, $0.isClosing) })
            for recording in recordings {
                if isClosing { recording.end(.stopped) }
                if let failure = recording.write() { complain(failure) }
            }
            state.withLock { state in
                state.open.removeAll { $0.isWritten }
                state.isDone = isClosing
            }
            if isClosing { return }
            var pause = Self.interval
            unsafe nanosleep(&pause, nil)
        }
    }
}

/// When a recording begins.
@safe
struct RecordingMoment {
    private let parts: tm

    static var now: RecordingMoment {
        var seconds = time(nil)
        var parts = unsafe tm()
        unsafe gmtime_r(&seconds, &parts)
        return unsafe RecordingMoment(parts: parts)
    }

    private init(parts: tm) { unsafe self.parts = parts }

    /// "2026-11-21T11:43:31Z"
    var text: String { formatted("%Y-%m-%dT%H:%M:%SZ") }
    /// "20261121T114331Z", which also sorts.
    var fileName: String { formatted("%Y%m%dT%H%M%SZ") }

    private func formatted(_ format: String) -> String {
        var parts = unsafe parts
        var buffer = [CChar](repeating: 0, count: 32)
        let length = unsafe strftime(&buffer, buffer.count, format, &parts)
        return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
