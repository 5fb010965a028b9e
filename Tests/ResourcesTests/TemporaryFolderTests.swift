import Glibc
import TestSupport
import Testing

/// What tests write goes with them, and nothing else does.
@Suite struct TemporaryFolderTests {
    @Test("what is written can be read, and goes when the folder is released")
    func released() throws {
        var folder: TemporaryFolder? = TemporaryFolder("folders")
        let path = try #require(folder?.path)
        try folder?.makeFolder("deep")
        try folder?.write("words", to: "deep/text")
        try folder?.write([0, 255], to: "bytes")
        #expect(folder?.text("deep/text") == "words" && folder?.bytes("bytes") == [0, 255])
        #expect(folder?.names == ["bytes", "deep"] && folder?.bytes("none") == nil)
        folder = nil
        #expect(unsafe access(path, F_OK) != 0)
    }

    @Test("a link goes without what it points to, and an ended folder stays ended")
    func links() throws {
        let (kept, ended) = (TemporaryFolder("folders"), TemporaryFolder("folders"))
        try kept.write("kept", to: "text")
        unsafe symlink(kept.path, ended.file("folder"))
        unsafe symlink(kept.file("text"), ended.file("file"))
        ended.end()
        ended.end()
        #expect(unsafe access(ended.path, F_OK) != 0 && kept.text("text") == "kept")
        #expect(throws: TextFile.NotWritable.self) { try ended.write("late", to: "text") }
    }

    @Test("those made at the same time are not the same")
    func many() async {
        let paths = await withTaskGroup(of: TemporaryFolder.self) { group in
            for _ in 0..<50 { group.addTask { TemporaryFolder("folders") } }
            return await group.reduce(into: Set<String>()) { $0.insert($1.path) }
        }
        #expect(paths.count == 50)
    }
}
