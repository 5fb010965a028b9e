/// The settings file with every setting, its unit, range, default and reason.
package enum AnnotatedFile {
    /// Each setting stands behind a `#`: what is not set follows the preset, then the default.
    package static var text: String {
        var lines = introduction
        for section in Catalogue.sections {
            lines.append("")
            let depth = section.name.isEmpty ? 0 : section.name.split(separator: ".").count
            let indent = String(repeating: "  ", count: depth)
            if depth > 0 {
                let outer = String(repeating: "  ", count: depth - 1)
                lines.append(outer + "# " + section.summary)
                lines.append(outer + (section.name.split(separator: ".").last ?? "") + ":")
            }
            for (index, setting) in section.settings.enumerated() {
                if index > 0 { lines.append("") }
                lines += wrapped(setting.reason).map { indent + "# " + $0 }
                lines.append(indent + "# " + facts(of: setting))
                lines.append(indent + "#" + setting.name + ": " + setting.standard.yaml)
            }
            if section.name.isEmpty { lines += presets }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let introduction = [
        "# Coda's settings, every one with its default. Remove the # before a setting to change it.",
        "# What is left out follows the preset, and then the default shown here.",
        "#",
        "# Later comes first: defaults, preset, this file, environment (CODA_TURN_MINIMUM_SILENCE_MS=200), command line.",
        "# Check it: coda config check FILE     See what is in effect: coda config show --config FILE",
        "# SIGHUP reads it again. \"new sessions\": the setting then holds for sessions that begin later; \"restart\": only for a new start.",
    ]

    private static var presets: [String] {
        Preset.all.flatMap { preset in
            ["#   \(preset.name): \(preset.summary)"]
                + preset.changes.map { "#     \($0.path): \($0.value.yaml)   (\($0.reason))" }
        }
    }

    /// Unit, range, default and reload in one line.
    private static func facts(of setting: Setting) -> String {
        "Takes \(setting.kind.expectation(setting.unit)). Default \(setting.standard.yaml). Reload: \(setting.reload.rawValue)."
    }

    private static func wrapped(_ text: String) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].count + word.count > 110 { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines
    }
}

extension Setting {
    /// The path's last part.
    package var name: String { String(path.split(separator: ".").last ?? "") }
}
