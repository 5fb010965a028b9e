import Audio
import Dialogue
import Glibc
import Recording
import Synchronization
import TestSupport
import Testing

/// What is written to the disk, and what becomes of it where the disk cannot keep up.
@Suite struct RecordingFolderTests {
    private func mode(_ path: String) -> mode_t {
        var status = stat()
        unsafe stat(path, &status)
        return status.st_mode & 0o777
    }

    private func step(_ number: Int) -> RecordedStep {
        RecordedStep(time: SessionTime(Int64(number) * 320), event: .tick(nil), effects: [])
    }

    @Test("what a session did is on the disk once the folder is closed, for its owner alone")
    func whole() throws {
        let folder = TemporaryFolder("recordings")
        let recordings = try RecordingFolder(path: folder.path, sound: true, program: "test") { _ in }
        let recording = recordings.begin(session: "abc", settings: ConversationSettings())
        for number in 0..<100 { recording.take(step(number)) }
        recording.take(sound: [Int16](repeating: 1_000, count: 32_000))
        recording.end()
        recording.take(step(100))
        recordings.close()
        #expect(folder.names.count == 2)
        #expect(folder.names.allSatisfy { mode(folder.file($0)) == 0o600 })
        let read = try Recording(try #require(folder.bytes(folder.names[0])))
        #expect(read.ending == .whole && read.fault == nil)
        #expect(read.header.session == "abc")
        #expect(read.steps.map(\.event) == [Event](repeating: .tick(nil), count: 100))
        let sound = try WAVReader.read(path: folder.file(folder.names[1]))
        #expect(sound.clip.samples.count == 32_000)
        #expect(sound.warnings == [])
    }

    @Test("a session that outlives the program leaves a recording that says so")
    func stopped() throws {
        let folder = TemporaryFolder("recordings")
        let recordings = try RecordingFolder(path: folder.path, program: "test") { _ in }
        let recording = recordings.begin(session: "abc", settings: ConversationSettings())
        recording.take(step(0))
        recordings.close()
        #expect(try Recording(try #require(folder.bytes(folder.names[0]))).ending == .stopped)
    }

    @Test("more than the buffer holds ends the recording as incomplete; what came before is whole, and it is told")
    func overflow() throws {
        let folder = TemporaryFolder("recordings")
        let told = Mutex<[String]>([])
        let recordings = try RecordingFolder(path: folder.path, program: "test") { complaint in told.withLock { $0.append(complaint) } }
        let recording = recordings.begin(session: "abc", settings: ConversationSettings())
        // A dozen buffers, in far less time than the thread sleeps between two writings.
        for number in 0..<100_000 { recording.take(step(number)) }
        recording.end()
        recordings.close()
        let read = try Recording(try #require(folder.bytes(folder.names[0])))
        #expect(read.ending == .incomplete && read.fault == nil)
        #expect(!read.steps.isEmpty && read.steps.count < 100_000)
        #expect(read.steps.enumerated().allSatisfy { $1.time.samples == Int64($0) * 320 })
        #expect(told.withLock { $0.count } == 1)
    }

    @Test("a folder that is none is refused with the system's reason")
    func refused() {
        #expect {
            _ = try RecordingFolder(path: "/proc/nowhere", program: "test") { _ in }
        } throws: {
            "\($0)".hasPrefix("/proc/nowhere: ")
        }
    }
}
