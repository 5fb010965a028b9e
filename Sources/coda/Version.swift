internal import CBuildInfo
internal import Wire

/// What `coda --version` prints.
enum Version {
    static let number = "0.1.0"
    /// When this number was given, for the man page.
    static let date = "2026-11-21"
    static let commit = unsafe String(cString: coda_commit())
    static let text = "\(number)+\(commit)"

    static var object: JSONValue { ["schema": "coda.version/1", "version": .string(number), "commit": .string(commit)] }
}
