import Resources
import TestSupport
import Testing

@Suite struct FolderFilesTests {
    @Test("names come in order, without hidden ones and those that begin or end otherwise; a folder that is not there has none")
    func names() throws {
        let folder = TemporaryFolder("names")
        for name in ["b.txt", "a.txt", ".txt", "a.yaml"] { try folder.write("", to: name) }
        #expect(FolderFiles.names(in: folder.path) == ["a.txt", "a.yaml", "b.txt"])
        #expect(FolderFiles.names(in: folder.path, suffix: ".txt") == ["a.txt", "b.txt"])
        #expect(FolderFiles.names(in: folder.path, prefix: "a", suffix: ".txt") == ["a.txt"])
        #expect(FolderFiles.names(in: folder.file("none")).isEmpty)
    }
}
