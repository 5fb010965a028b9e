internal import Configuration

/// Reading the settings again while the server runs.
struct Reloading {
    private let loader: SettingsLoader
    /// What is in effect: of the settings that need a restart, the values from the start.
    private var running: EffectiveSettings
    /// Puts what is safe into effect. Called after every reading without a mistake, also where no setting changed.
    private let reloaded: (Settings) -> Void

    init(loader: SettingsLoader, running: EffectiveSettings, reloaded: @escaping (Settings) -> Void) {
        self.loader = loader
        self.running = running
        self.reloaded = reloaded
    }

    /// Reads all sources again and gives what there is to say, line by line.
    mutating func reload() -> [String] {
        let loaded = loader.load()
        let name = loaded.file ?? "no settings file"
        guard loaded.mistakes.isEmpty else {
            return ["the settings were read again and are wrong; nothing changed:"] + loaded.mistakes.map { "\($0)" }
        }
        let changes = loaded.effective.changes(from: running)
        var lines = ["the settings were read again (\(name))" + (changes.isEmpty ? ": nothing changed." : ":")]
        var values = loaded.effective.values
        for setting in changes {
            let path = setting.path
            let (old, new) = (running[path].value.yaml, loaded.effective[path].value.yaml)
            let isHidden = [loaded.effective, running].contains { setting.isHidden($0[path].value) }
            let change = isHidden ? "\(path) changed" : "\(path) \(old) -> \(new)"
            switch setting.reload {
            case .newSessions: lines.append("  \(change), for new sessions")
            case .restart:
                lines.append("  \(change), needs a restart")
                values[path] = running[path]
            }
        }
        running = EffectiveSettings(values: values)
        reloaded(running.settings)
        return lines
    }
}
