import Glibc

/// Files that a test writes.
enum TemporaryFile {
    struct Failure: Error {}

    /// A folder of its own.
    static func folder() throws -> String {
        var name = Array("/tmp/coda-benchmarks-tests-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&name) != nil else { throw Failure() }
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func write(_ text: String, to path: String) throws {
        guard let file = unsafe fopen(path, "w") else { throw Failure() }
        let isWritten = unsafe fputs(text, file) >= 0
        guard unsafe fclose(file) == 0, isWritten else { throw Failure() }
    }
}
