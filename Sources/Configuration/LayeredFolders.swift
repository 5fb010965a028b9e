internal import Glibc

/// Folders of YAML files that come with Coda, and the person's own: each lies over the one before it.
package struct LayeredFolders: Sendable, Equatable {
    /// What is in them; the folders are named after it.
    package enum Content: String, Sendable {
        case intents
        case characters
    }

    package var paths: [String]

    package init(_ paths: [String]) { self.paths = paths }

    /// Coda's own first, then the person's.
    ///
    /// - Parameters:
    ///   - home: the folder of libraries and models; Coda's files are in a folder there, or beside it under `share`.
    ///   - user: the person's own folder; need not exist.
    package init(_ content: Content, home: String, user: String?) {
        let candidates: [String] = [home + "/\(content.rawValue)", home + "/../share/\(content.rawValue)"]
        let built = candidates.first { unsafe access($0, R_OK) == 0 }
        paths = [built, user].compactMap { $0 }
    }

    /// `~/.config/coda/intents` and its like; `nil` where there is no home.
    package static func standardUserFolder(_ content: Content, _ environment: [String: String]) -> String? {
        if let folder = environment["XDG_CONFIG_HOME"], !folder.isEmpty { return folder + "/coda/\(content.rawValue)" }
        return environment["HOME"].map { $0 + "/.config/coda/\(content.rawValue)" }
    }

    /// The files of each folder, in alphabetical order; a folder that is not there has none.
    package var files: [[String]] {
        paths.map { path in
            guard let folder = unsafe opendir(path) else { return [] }
            defer { unsafe closedir(folder) }
            var names: [String] = []
            while let entry = unsafe readdir(folder) {
                let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                    unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
                }
                if !name.hasPrefix("."), name.hasSuffix(".yaml") || name.hasSuffix(".yml") { names.append(path + "/" + name) }
            }
            return names.sorted()
        }
    }

    /// Changes where a file comes, goes or is written; costs one look at each file.
    package var fingerprint: [String] {
        files.joined().map { file in
            var status = stat()
            guard unsafe stat(file, &status) == 0 else { return file }
            return "\(file) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
        }
    }
}
