import Audio
import Dialogue
import Recording
import TestSupport
import Testing

/// Recorded sessions, decided anew: every file of this folder's `Recordings`, and of `recordings` in the lent data.
@Suite struct RecordedSessionsTests {
    private static let folders =
        [TestData.packageFolder + "/Tests/DialogueTests/Recordings"] + (TestData.folder.map { [$0 + "/recordings"] } ?? [])

    /// Paths of all recordings, sorted.
    static let files: [String] = folders.flatMap { folder in
        FolderContents.names(folder).filter { $0.hasSuffix(".jsonl") }.map { "\(folder)/\($0)" }
    }

    @Test("a recorded session is decided as it was, twice", arguments: files)
    func replay(path: String) throws {
        let recording = try Recording(try #require(TextFile.bytes(path)))
        #expect(recording.fault == nil)
        let replay = Replay(recording)
        #expect(replay.difference == nil, "\(replay.difference.map { "\($0)" } ?? "")")
        #expect(replay.compared == recording.steps.count)
        #expect(Replay(recording).timeline == replay.timeline)
        #expect(!replay.timeline.entries.isEmpty)
    }

    @Test("the recordings that come with the tests are there")
    func present() { #expect(Self.files.count >= 2) }
}
