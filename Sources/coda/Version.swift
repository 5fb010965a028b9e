internal import CBuildInfo

/// What `coda --version` prints.
enum Version {
    static let number = "0.1.0"
    static let commit = unsafe String(cString: coda_commit())
    static let text = "\(number)+\(commit)"
}
