internal import Configuration

/// The settings a command runs with, from a file, the environment, and what is usual; what is doubtful is told, what is wrong ends the command.
///
/// - Parameter file: where `nil` the usual places are looked at.
func loadSettings(_ file: String? = nil) throws -> Settings {
    let loaded = SettingsLoader(file: file, environment: ProcessEnvironment.variables).load()
    for warning in loaded.warnings { Terminal.say("coda: \(warning)") }
    try stopIfMistaken(loaded)
    return loaded.settings
}

/// Ends the command where settings are wrong, with every mistake.
func stopIfMistaken(_ loaded: LoadedSettings) throws {
    guard !loaded.mistakes.isEmpty else { return }
    let isInFile = loaded.mistakes.contains { $0.source == loaded.file }
    throw CommandLineError(
        isInFile ? .input : .usage, "the settings are wrong:\n" + loaded.mistakes.map { "\($0)" }.joined(separator: "\n"))
}
