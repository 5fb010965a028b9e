internal import Glibc

/// Small files of the system, and large ones piece by piece.
enum SystemFile {
    /// The whole file; `nil` where it cannot be read.
    static func text(_ path: String) -> String? {
        var bytes: [UInt8] = []
        guard read(path, { bytes += $0 }) == nil else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Hands over the file piece by piece; gives the reason where that fails.
    static func read(_ path: String, _ take: (ArraySlice<UInt8>) -> Void) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return unsafe String(cString: strerror(errno)) }
        defer { close(file) }
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(file, &piece, piece.count)
            if count == 0 { return nil }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return unsafe String(cString: strerror(errno)) }
            take(piece[..<count])
        }
    }

    /// Where a symbolic link points.
    static func link(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe readlink(path, &buffer, buffer.count)
        guard length > 0 else { return nil }
        return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
