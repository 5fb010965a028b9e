internal import Configuration
internal import Glibc
internal import Realtime
internal import Resources

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
        let stamps = FolderFiles.names(in: home.path + "/stamps").compactMap { SystemFile.text("\(home.path)/stamps/\($0)") }
        guard !stamps.isEmpty else {
            return [.note("models", "all there, in \(home.path), but no checksums say whether they are whole", cure: again)]
        }
        let damaged = stamps.flatMap { damages($0, in: home.path) }
        guard damaged.isEmpty else { return damaged }
        guard unsafe access(home.voiceActivityWeights, R_OK) == 0 else {
            let lack = "\(home.voiceActivityWeights) is missing: ONNX Runtime hears instead, and takes longer"
            return [.note("models", lack, cure: again)]
        }
        return [.ok("models", "all there and whole, in \(home.path)")]
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

    /// The settings that coda serve would use: every mistake is a fault.
    static func configuration(_ loaded: LoadedSettings) -> [Check] {
        guard loaded.mistakes.isEmpty else {
            return loaded.mistakes.map {
                .fault("settings", "\($0)", cure: "coda config check tells more; coda config example shows every setting")
            }
        }
        return [.ok("settings", loaded.file.map { "\($0) is right" } ?? "the defaults; coda config example writes a file to begin with")]
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
