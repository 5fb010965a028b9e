internal import Configuration
internal import Tools
internal import Wire

/// Settings of tools that are lines of text.
enum ToolSettings {
    /// Folders, each as `notes=/home/ann/notes`, with `:ro` behind it where nothing may be changed.
    static func grants(_ lines: [String]) throws -> [FileGrant] {
        try lines.map { line in
            let (name, path) = try pair(line, of: "tools.folders", "notes=/home/ann/notes")
            let isReadOnly = path.hasSuffix(":ro")
            let folder = isReadOnly ? String(path.dropLast(3)) : path
            guard folder.hasPrefix("/"), !name.contains("/") else {
                throw CommandLineError(.input, "tools.folders: \(line) must be a name without slashes, =, and a path from the root.")
            }
            return FileGrant(name: name, folder: folder, isWritable: !isReadOnly)
        }
    }

    /// Lines such as `files.*=ask` and `destructive=deny`.
    static func policy(_ tools: Settings.Tools) throws -> ToolPolicy {
        var byName: [String: ToolPolicy.Decision] = [:]
        var byRisk: [ToolRisk: ToolPolicy.Decision] = [:]
        for line in tools.policy {
            let (name, word) = try pair(line, of: "tools.policy", "web.search=allow")
            guard let decision = ToolPolicy.Decision(rawValue: word) else {
                throw CommandLineError(.input, "tools.policy: \(line) must end with allow, ask or deny.")
            }
            if let risk = ToolRisk(rawValue: name) { byRisk[risk] = decision } else { byName[name] = decision }
        }
        return ToolPolicy(byName: byName, byRisk: byRisk, ownHosts: Set(tools.allowedHosts))
    }

    private static func pair(_ line: String, of setting: String, _ example: String) throws -> (String, String) {
        let parts = line.split(separator: "=", maxSplits: 1).map(\.trimmed)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw CommandLineError(.input, "\(setting): \(line) is not written as \(example).")
        }
        return (parts[0], parts[1])
    }
}
