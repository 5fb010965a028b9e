internal import Glibc

/// Reads the files beside a model: weights, vocabularies.
enum ModelFile {
    /// A whole file is held in memory.
    private static let longest = 1 << 30

    /// A file's bytes, at most 1 GiB.
    static func read(_ path: String) throws(InferenceError) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .modelFile(path: path, cause: reason()) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw .modelFile(path: path, cause: reason()) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= longest else {
            throw .modelFile(path: path, cause: "it is no file, or larger than 1 GiB")
        }
        var failure: String?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { room, count in
            while count < room.count {
                let got = unsafe Glibc.read(file, room.baseAddress.map { unsafe $0 + count }, room.count - count)
                guard got > 0 else {
                    failure = got < 0 ? reason() : nil
                    return
                }
                count += got
            }
        }
        if let failure { throw .modelFile(path: path, cause: failure) }
        return bytes
    }

    private static func reason() -> String { unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "it cannot be read" }
}
