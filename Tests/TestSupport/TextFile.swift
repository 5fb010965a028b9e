internal import Glibc

/// Reads and writes small files without Foundation.
package enum TextFile {
    package struct NotWritable: Error {
        package let path: String
    }

    /// The lines of a text file, or `nil` where it cannot be read.
    package static func lines(_ path: String) -> [String]? {
        bytes(path).map { String(decoding: $0, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init) }
    }

    /// A file's contents, or `nil` where it cannot be read.
    package static func bytes(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "r") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    /// Makes a file's contents these and no others.
    package static func write(_ bytes: some Collection<UInt8>, to path: String) throws(NotWritable) {
        guard let file = unsafe fopen(path, "w") else { throw NotWritable(path: path) }
        let bytes = Array(bytes)
        let isWritten = unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count
        guard unsafe fclose(file) == 0, isWritten else { throw NotWritable(path: path) }
    }
}
