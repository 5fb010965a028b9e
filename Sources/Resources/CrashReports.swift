internal import CPosix
internal import Glibc

/// Reports of crashes, each a file of its own in a folder that is its owner's alone.
package enum CrashReports {
    /// How many are kept.
    private static let kept = 20
    private static let prefix = "crash-"

    /// What could not be done; the description says what it means.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// Has the process leave a report should it crash. Gives the paths of those that nobody was told of yet, oldest first.
    ///
    /// - Parameters:
    ///   - folder: made where it is not there; `nil` has the report written to standard error alone.
    ///   - version: of the program.
    @discardableResult
    package static func begin(folder: String?, version: String) throws(Failure) -> [String] {
        guard let folder else {
            if unsafe coda_crash_reports(nil, version) != 0 { throw failure("signals cannot be taken") }
            return []
        }
        try makeFolder(folder)
        let found = prune(folder)
        let path = "\(folder)/\(prefix)\(time(nil))-\(getpid()).txt"
        if unsafe coda_crash_reports(path, version) != 0 { throw failure(path) }
        return found.map { "\(folder)/\($0)" }.filter(isNews)
    }

    /// `coda/crashes` in the folder for a program's state (XDG base directories); `nil` where the environment names none.
    package static var standardFolder: String? {
        if let state = unsafe getenv("XDG_STATE_HOME"), unsafe state.pointee == CChar(UInt8(ascii: "/")) {
            return unsafe String(cString: state) + "/coda/crashes"
        }
        guard let home = unsafe getenv("HOME"), unsafe home.pointee != 0 else { return nil }
        return unsafe String(cString: home) + "/.local/state/coda/crashes"
    }

    private static func failure(_ what: String) -> Failure {
        Failure(description: "\(what): \(unsafe String(cString: strerror(errno)))")
    }

    private static func makeFolder(_ folder: String) throws(Failure) {
        var path = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/") {
            path += "/" + part
            if unsafe mkdir(path, 0o700) != 0, errno != EEXIST, errno != EISDIR, errno != EROFS { throw failure(path) }
        }
        guard unsafe access(folder, W_OK | X_OK) == 0 else { throw failure(folder) }
    }

    /// Whether a report can still be written by its owner: the first to be told of it takes that away.
    private static func isNews(_ path: String) -> Bool {
        var about = stat()
        guard unsafe stat(path, &about) == 0, about.st_mode & S_IWUSR != 0 else { return false }
        unsafe chmod(path, S_IRUSR)
        return true
    }

    /// Removes all but the newest; gives the names of those.
    private static func prune(_ folder: String) -> [String] {
        let names = FolderFiles.names(in: folder, prefix: prefix, suffix: ".txt")
        for name in names.dropLast(kept) { unsafe unlink("\(folder)/\(name)") }
        return Array(names.suffix(kept))
    }
}
