internal import Glibc

/// A folder of a test's own. It goes, with all that is in it, when it is released or ended.
///
/// No two are the same, and what one is never changes: tests that run at the same time may share it.
public final class TemporaryFolder: Sendable {
    /// Where no folder could be made, a place where no file can be either: the test fails at the first.
    public let path: String

    /// Makes it under TMPDIR or, where that is not set, in /tmp.
    ///
    /// - Parameter name: of what is tested, for whoever finds a folder that a killed test left behind.
    public init(_ name: String) {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/coda-\(name)-XXXXXX".utf8CString)
        let isMade = unsafe mkdtemp(&template) != nil
        let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = isMade ? made : "/proc/no-folder-could-be-made-in\(parent)"
    }

    deinit { end() }

    /// Removes it now.
    public func end() { FolderContents.remove(path) }

    /// The path of a file in it, whether there is one or not.
    public func file(_ name: String) -> String { path + "/" + name }

    /// The names of all that is directly in it, in order.
    public var names: [String] { FolderContents.names(path) }

    /// Makes a folder in it.
    public func makeFolder(_ name: String) throws {
        guard unsafe mkdir(file(name), 0o755) == 0 else { throw TextFile.NotWritable(path: file(name)) }
    }

    public func write(_ text: String, to name: String) throws { try TextFile.write(text.utf8, to: file(name)) }

    public func write(_ bytes: some Collection<UInt8>, to name: String) throws { try TextFile.write(bytes, to: file(name)) }

    /// A file's contents, or `nil` where it cannot be read.
    public func bytes(_ name: String) -> [UInt8]? { TextFile.bytes(file(name)) }

    /// A file's contents as UTF-8, or `nil` where it cannot be read.
    public func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }
}
