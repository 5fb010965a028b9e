internal import Glibc
internal import Realtime

/// What the doctor looks at.
enum Checks {}

/// Libraries and models.
extension Checks {
    private static let again = "run make models in Coda's folder; where Coda is installed, make install again"

    static func files(in home: EngineHome) -> [Check] {
        let missing = home.missing.map { path in
            let reason = unsafe access(path, F_OK) == 0 ? "is not readable by this user" : "is missing"
            let cure = unsafe access(path, F_OK) == 0 ? "sudo chmod a+r \(path)" : "\(again), or name a complete folder in CODA_HOME"
            return Check.fault("models", "\(path) \(reason)", cure: cure)
        }
        guard missing.isEmpty else { return missing }
        let stamps = SystemFile.names(in: home.path + "/stamps").compactMap { SystemFile.text("\(home.path)/stamps/\($0)") }
        guard !stamps.isEmpty else {
            return [.note("models", "all there, in \(home.path), but no checksums say whether they are whole", cure: again)]
        }
        let damaged = stamps.flatMap { damages($0, in: home.path) }
        return damaged.isEmpty ? [.ok("models", "all there and whole, in \(home.path)")] : damaged
    }

    /// Compares what a stamp lists with what is there: lines of a BLAKE2b digest, two spaces and a path.
    private static func damages(_ stamp: String, in folder: String) -> [Check] {
        stamp.split(separator: "\n").dropFirst().compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2 else { return nil }
            let name = parts[1].drop { $0 == " " }
            guard name.hasPrefix("models/") || name.hasSuffix(".so") else { return nil }
            let path = "\(folder)/\(name)"
            var digest = Blake2b()
            if let cause = SystemFile.read(path, { digest.push($0) }) {
                return .fault("models", "\(path) cannot be read: \(cause)", cure: again)
            }
            guard digest.finish() != parts[0] else { return nil }
            return .fault("models", "\(path) is damaged: its bytes are not those that were installed", cure: again)
        }
    }

    /// The configuration file, where one is named.
    static func configuration() -> [Check] {
        guard let path = Terminal.environment("CODA_CONFIG") else { return [] }
        guard unsafe access(path, R_OK) == 0 else {
            let cause = unsafe String(cString: strerror(errno))
            return [.fault("configuration", "\(path): \(cause)", cure: "give CODA_CONFIG the path of a readable file, or unset it")]
        }
        return [.ok("configuration", "\(path) is readable")]
    }

    /// Answers are written beside the person, unless they say otherwise.
    static func folder() -> Check {
        guard unsafe access(".", W_OK) == 0 else {
            return .note("folder", "files cannot be written here", cure: "give -o a path in a folder of yours")
        }
        var status = statvfs()
        guard unsafe statvfs(".", &status) == 0 else { return .ok("folder", "files can be written here") }
        let megabytes = (Int(status.f_bavail) * Int(status.f_frsize)) >> 20
        guard megabytes >= 50 else {
            return .fault("folder", "\(megabytes) MB are free on this disk", cure: "make room: a minute of sound takes 2 MB")
        }
        return .ok("folder", "files can be written here; \(megabytes) MB are free")
    }
}
