internal import Glibc

/// Finds, reads and joins all sources of settings; may be asked again.
package struct SettingsLoader: Sendable {
    /// The file named on the command line.
    private let named: String?
    private let environment: [String: String]
    private let flags: [String: SourcedValue]

    package init(file: String? = nil, environment: [String: String], flags: [String: SourcedValue] = [:]) {
        named = file
        self.environment = environment
        self.flags = flags
    }

    package func load() -> LoadedSettings {
        var mistakes: [Mistake] = []
        var values: [String: SourcedValue] = [:]
        let path = file
        if let path {
            do {
                let file = SettingsFile(try Self.read(path), name: path)
                values = file.values
                mistakes = file.mistakes
            } catch {
                mistakes = [error]
            }
        }
        let variables = SettingsEnvironment(environment)
        let effective = EffectiveSettings([values, variables.values, flags])
        // Values that are wrong by themselves would be told twice.
        let others = mistakes.isEmpty && variables.mistakes.isEmpty ? effective.contradictions : variables.mistakes
        return LoadedSettings(effective: effective, file: path, mistakes: mistakes + others, warnings: variables.warnings)
    }

    /// The first of: the file named, `CODA_CONFIG`, `./coda.yaml`, `~/.config/coda/coda.yaml`, `/etc/coda/coda.yaml`.
    private var file: String? {
        if let named { return named }
        if let named = environment["CODA_CONFIG"], !named.isEmpty { return named }
        var candidates = ["coda.yaml"]
        if let home = environment["HOME"], !home.isEmpty { candidates.append(home + "/.config/coda/coda.yaml") }
        candidates.append("/etc/coda/coda.yaml")
        return candidates.first { unsafe access($0, F_OK) == 0 }
    }

    /// At most one byte more than a settings file may have.
    package static func read(_ path: String) throws(Mistake) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw unreadable(path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= YAMLFile.maximumBytes {
            let count = unsafe Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path) }
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    private static func unreadable(_ path: String) -> Mistake {
        Mistake(path, nil, "cannot be read: \(unsafe String(cString: strerror(errno))).")
    }
}

/// All settings, or what is wrong with them.
package struct LoadedSettings: Sendable {
    /// What is wrong was left out.
    package let effective: EffectiveSettings
    /// The file that was read; `nil` where there is none.
    package let file: String?
    package let mistakes: [Mistake]
    package let warnings: [String]

    package var settings: Settings { effective.settings }
}

/// The environment the process was started with.
package enum ProcessEnvironment {
    package static var variables: [String: String] {
        guard let file = unsafe fopen("/proc/self/environ", "re") else { return [:] }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = unsafe fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        var variables: [String: String] = [:]
        for entry in bytes.split(separator: 0) {
            let parts = entry.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            variables[String(decoding: parts[0], as: UTF8.self)] = String(decoding: parts[1], as: UTF8.self)
        }
        return variables
    }
}
