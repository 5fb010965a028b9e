internal import CSQLite
internal import Glibc

extension StorageError {
    /// What SQLite's code means for whoever runs the program.
    ///
    /// - Parameters:
    ///   - cause: the system's error number, where the system refused.
    ///   - message: what was being done.
    init(code: Int32, cause: Int32, message: String, path: String) {
        let why = cause == 0 ? "" : ": " + (unsafe String(cString: strerror(cause)))
        let kind: Kind =
            switch (code & 0xFF, cause) {
            case (SQLITE_FULL, _), (SQLITE_IOERR, ENOSPC), (SQLITE_IOERR, EDQUOT), (SQLITE_IOERR, EFBIG), (SQLITE_CANTOPEN, ENOSPC): .full
            case (SQLITE_READONLY, _), (SQLITE_PERM, _), (SQLITE_CANTOPEN, EROFS): .readOnly
            case (SQLITE_CANTOPEN, _): .notOpened
            case (SQLITE_CORRUPT, _), (SQLITE_NOTADB, _): .corrupt
            case (SQLITE_BUSY, _), (SQLITE_LOCKED, _): .locked
            case (SQLITE_CONSTRAINT, _): .constraint
            default: .broken
            }
        self.init(kind, Self.text(kind, why: why, message: message, path: path))
    }

    /// What a look for damage found.
    static func damaged(_ path: String, _ found: String) -> StorageError {
        StorageError(.corrupt, text(.corrupt, why: "", message: found, path: path))
    }

    private static func text(_ kind: Kind, why: String, message: String, path: String) -> String {
        switch kind {
        case .full: "\(path) cannot grow: no space is left. Free some on its disk; nothing that was kept is lost."
        case .readOnly: "\(path) may not be written\(why). Let the user that runs Coda write the file and its folder."
        case .notOpened:
            "\(path) could not be opened\(why). The folder must be there, and Coda's user must be allowed to enter and write it."
        case .corrupt:
            "\(path) is damaged, or not a database (\(message)). Move it away together with its -wal and -shm files and put a backup "
                + "in its place, or start anew without it; \"sqlite3 FILE .recover\" saves what can be saved."
        case .locked: "\(path) is held by another process. Let it finish or end it: one server at a time may use a data folder."
        default: "\(path): \(message)\(why)."
        }
    }
}
