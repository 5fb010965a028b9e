internal import Configuration
internal import Tools

/// What the settings name, read from its files.
enum MCPSettings {
    /// The servers of tools; none where no file is named.
    static func entries(_ settings: Settings) throws -> [MCPServerEntry] {
        let path = settings.mcp.serversFile
        guard !path.isEmpty else { return [] }
        do {
            return try MCPServersFile.parse(try SettingsLoader.read(path), environment: ProcessEnvironment.variables)
        } catch {
            throw CommandLineError(.input, "mcp.servers_file \(path): \(error)")
        }
    }

    static func approvals(_ settings: Settings) throws -> MCPApprovalsFile {
        let path = settings.mcp.approvalsFile
        do {
            return try MCPApprovalsFile(path: path == "none" ? nil : path.isEmpty ? MCPApprovalsFile.standardPath : path)
        } catch {
            throw CommandLineError(.input, "mcp.approvals_file: \(error)")
        }
    }
}
