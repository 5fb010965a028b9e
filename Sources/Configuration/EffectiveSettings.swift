/// Every setting's value after all sources, and where it comes from.
///
/// A later source comes first: defaults, preset, file, environment, command line.
package struct EffectiveSettings: Sendable {
    /// By path, every setting of the catalogue.
    package let values: [String: SourcedValue]
    /// The same, typed.
    package let settings: Settings

    /// - Parameter layers: values by path; a later layer comes before an earlier one.
    package init(_ layers: [[String: SourcedValue]] = []) {
        var given: [String: SourcedValue] = [:]
        for layer in layers { given.merge(layer) { $1 } }
        var values: [String: SourcedValue] = [:]
        for setting in Catalogue.settings { values[setting.path] = SourcedValue(setting.standard, .standard) }
        if case .text(let name) = given["preset"]?.value, let preset = Preset.all.first(where: { $0.name == name }) {
            for change in preset.changes { values[change.path] = SourcedValue(change.value, .preset(name)) }
        }
        if case .integer(let level) = given["turn.vad_aggressiveness"]?.value {
            for (path, value) in Aggressiveness.values(at: level) { values[path] = SourcedValue(value, .aggressiveness(level)) }
        }
        values.merge(given) { $1 }
        self.init(values: values)
    }

    /// - Parameter values: by path, every setting of the catalogue.
    package init(values: [String: SourcedValue]) {
        self.values = values
        var settings = Settings()
        for setting in Catalogue.settings { if let value = values[setting.path]?.value { setting.set(value, in: &settings) } }
        self.settings = settings
    }

    package subscript(_ path: String) -> SourcedValue { values[path] ?? SourcedValue(.text(""), .standard) }

    /// Values that are right each by itself but not together.
    package var contradictions: [Mistake] {
        var found: [Mistake] = []
        if settings.turn.silenceFallbackMilliseconds < settings.turn.minimumSilenceMilliseconds {
            found.append(
                contradiction("turn.silence_fallback_ms", "must not be less than turn.minimum_silence_ms", "turn.minimum_silence_ms"))
        }
        if settings.server.tls.certificate.isEmpty != settings.server.tls.key.isEmpty {
            let isKeyAlone = settings.server.tls.certificate.isEmpty
            let (given, absent) = isKeyAlone ? ("server.tls.key", "server.tls.certificate") : ("server.tls.certificate", "server.tls.key")
            found.append(contradiction(given, "needs \(absent) too", absent))
        }
        return found
    }

    /// Told where the first of the two settings was given.
    private func contradiction(_ path: String, _ message: String, _ other: String) -> Mistake {
        let values = "\(path) is \(self[path].value.yaml), \(other) is \(self[other].value.yaml)"
        let text = "\(path) \(message) (\(values))."
        for source in [self[path].source, self[other].source] {
            switch source {
            case .file(let name, let place): return Mistake(name, place, text)
            case .environment(let name), .flag(let name): return Mistake(name, nil, text)
            case .standard, .preset, .aggressiveness: continue
            }
        }
        return Mistake("", nil, text)
    }

    /// The paths whose values differ, in the catalogue's order.
    package func changes(from other: EffectiveSettings) -> [Setting] {
        Catalogue.settings.filter { self[$0.path].value != other[$0.path].value }
    }
}
