import TestSupport

/// A folder of a test's own for database files, which goes with it.
final class Scratch: Sendable {
    private let folder = TemporaryFolder("storage")
    var path: String { folder.path }

    func file(_ name: String = "test.db") -> String { folder.file(name) }

    static func bytes(_ path: String) -> [UInt8] { TextFile.bytes(path) ?? [] }
}
