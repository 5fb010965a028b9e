package import Configuration
internal import Glibc

/// The folders that packs are read from: each lies over the one before it.
package struct IntentFolders: Sendable, Equatable {
    package var paths: [String]

    package init(_ paths: [String]) { self.paths = paths }

    /// Coda's own packs first, then the person's.
    ///
    /// - Parameters:
    ///   - home: the folder of libraries and models; the packs are in `intents` there, or in `share/intents` beside it.
    ///   - user: the person's own folder; need not exist.
    package init(home: String, user: String?) {
        let candidates: [String] = [home + "/intents", home + "/../share/intents"]
        let built = candidates.first { unsafe access($0, R_OK) == 0 }
        paths = [built, user].compactMap { $0 }
    }

    /// `~/.config/coda/intents`; `nil` where there is no home.
    package static func standardUserFolder(_ environment: [String: String]) -> String? {
        if let folder = environment["XDG_CONFIG_HOME"], !folder.isEmpty { return folder + "/coda/intents" }
        return environment["HOME"].map { $0 + "/.config/coda/intents" }
    }

    /// The packs' files of each folder, in alphabetical order; a folder that is not there has none.
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

    /// Reads everything; the mistakes of all files, in their order.
    package func load() -> (library: IntentLibrary, mistakes: [Mistake]) { Self.load(files) }

    /// - Parameter layers: files; those of a later layer lie over those of the earlier ones.
    package static func load(_ layers: [[String]]) -> (library: IntentLibrary, mistakes: [Mistake]) {
        var mistakes: [Mistake] = []
        var packs: [[IntentPack]] = []
        for layer in layers {
            var read: [IntentPack] = []
            for file in layer {
                do {
                    let (pack, wrong) = PackReader.read(try SettingsLoader.read(file), file: file)
                    mistakes += wrong
                    if let pack { read.append(pack) }
                } catch {
                    mistakes.append(error)
                }
            }
            packs.append(read)
        }
        let (library, wrong) = IntentLibrary.combine(packs)
        return (library, mistakes + wrong)
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
