internal import Glibc
internal import Storage

/// A memory file that cannot be used any more: it is kept under another name, for whatever can still be read of it.
enum DamagedFile {
    private static let companions = ["", "-wal", "-shm"]

    /// SQLite would take an empty file for a new one, and delete a log that belongs to what it was before.
    static func checkLength(_ path: String) throws(StorageError) {
        guard size(path) == 0, size(path + "-wal") ?? 0 > 0 else { return }
        throw StorageError(.corrupt, "\(path) is empty, though its log is not.")
    }

    /// - Returns: where it is now.
    static func setAside(_ path: String) throws(MemoryError) -> String {
        let base = "\(path).damaged-\(Glibc.time(nil))"
        var (place, count) = (base, 1)
        while size(place) != nil {
            count += 1
            place = "\(base)-\(count)"
        }
        for suffix in companions where size(path + suffix) != nil {
            guard unsafe rename(path + suffix, place + suffix) == 0 else {
                let why = unsafe String(cString: strerror(errno))
                throw MemoryError(
                    .damaged, "\(path) is damaged and could not be moved to \(place): \(why). Move it away by hand, with its -wal and -shm."
                )
            }
        }
        return place
    }

    static func notice(_ path: String, _ place: String) -> String {
        "\(path) was damaged. It is now \(place), with whatever can still be read of it, and a new one was begun. \"sqlite3 \(place) .recover\" "
            + "saves what can be saved; an export can be imported again."
    }

    private static func size(_ path: String) -> Int? {
        var facts = stat()
        return unsafe stat(path, &facts) == 0 ? Int(facts.st_size) : nil
    }
}
