/// Why a recording cannot be written or read. Nobody's words are in it.
package enum RecordingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A folder or file; `cause` is the system's.
    case file(path: String, cause: String)
    /// What stands on a line (from 1) is no recording.
    case line(Int, message: String)

    package var description: String {
        switch self {
        case .file(let path, let cause): "\(path): \(cause)"
        case .line(let line, let message): "line \(line): \(message)"
        }
    }
}
