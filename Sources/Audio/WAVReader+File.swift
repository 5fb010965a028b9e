internal import Glibc

extension WAVReader {
    /// The most bytes read from one file: 4.6 hours of 16 kHz in 16 bits.
    package static let largestFile = 512 << 20

    /// Reads a file; a pipe will do.
    package static func read(path: String, limit: Int = largestFile) throws(WAVError) -> WAVRecording {
        try read(bytes(path: path, limit: limit))
    }

    private static func bytes(path: String, limit: Int) throws(WAVError) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .file(path: path, cause: systemError()) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var status = stat()
        if unsafe fstat(file, &status) == 0, status.st_size > 0 {
            guard Int(status.st_size) <= limit else { throw .tooLarge(limit: limit) }
            bytes.reserveCapacity(Int(status.st_size) + 1)
        }
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(file, &piece, piece.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw .file(path: path, cause: systemError())
            }
            bytes.append(contentsOf: piece[..<count])
            guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        }
    }

    /// What the last failed system call reported.
    static func systemError() -> String {
        let code = errno
        return unsafe strerror(code).map { unsafe String(cString: $0) } ?? "system error \(code)"
    }
}
