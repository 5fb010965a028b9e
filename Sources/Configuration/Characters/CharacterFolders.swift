internal import Glibc
package import Personality

/// The folders that characters are read from; one of a later folder takes the place of one of the same name.
package struct CharacterFolders: Sendable, Equatable {
    package var paths: [String]

    package init(_ paths: [String]) { self.paths = paths }

    /// Coda's own first, then the person's.
    ///
    /// - Parameters:
    ///   - home: the folder of libraries and models; characters are in `characters` there, or in `share/characters` beside it.
    ///   - user: the person's own folder; need not exist.
    package init(home: String, user: String?) {
        let candidates: [String] = [home + "/characters", home + "/../share/characters"]
        let built = candidates.first { unsafe access($0, R_OK) == 0 }
        paths = [built, user].compactMap { $0 }
    }

    /// `~/.config/coda/characters`; `nil` where there is no home.
    package static func standardUserFolder(_ environment: [String: String]) -> String? {
        if let folder = environment["XDG_CONFIG_HOME"], !folder.isEmpty { return folder + "/coda/characters" }
        return environment["HOME"].map { $0 + "/.config/coda/characters" }
    }

    /// Every character's file, in the folders' order and then the alphabet's.
    package var files: [String] {
        paths.flatMap { path -> [String] in
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

    /// Reads everything.
    ///
    /// - Returns: the characters by name with their files, and the mistakes of all files; a file with a mistake gives no character.
    package func load() -> (personas: [String: (persona: Persona, file: String)], mistakes: [Mistake]) {
        var personas: [String: (persona: Persona, file: String)] = [:]
        var mistakes: [Mistake] = []
        for file in files {
            do {
                let (persona, wrong) = CharacterFile.read(try SettingsLoader.read(file), file: file)
                mistakes += wrong
                if let persona, wrong.isEmpty { personas[persona.name] = (persona, file) }
            } catch {
                mistakes.append(error)
            }
        }
        return (personas, mistakes)
    }
}
