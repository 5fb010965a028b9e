/// The catalogue and the presets as tables for the documentation.
package enum SettingsReference {
    package static var markdown: String {
        var lines: [String] = []
        for section in Catalogue.sections {
            if !section.name.isEmpty { lines += ["### `\(section.name)`", "", section.summary, ""] }
            lines += ["| setting | takes | default | reload | what for |", "|---|---|---|---|---|"]
            for setting in section.settings {
                let takes = setting.kind.expectation(setting.unit)
                lines.append(
                    "| `\(setting.name)` | \(takes) | `\(setting.standard.yaml)` | \(setting.reload.rawValue) | \(setting.reason) |")
            }
            lines.append("")
        }
        lines += ["### Presets", "", "| preset | sets | to | instead of | because |", "|---|---|---|---|---|"]
        for preset in Preset.all {
            if preset.changes.isEmpty { lines.append("| `\(preset.name)` | nothing | | | \(preset.summary) |") }
            for change in preset.changes {
                let standard = Catalogue.setting(change.path)?.standard.yaml ?? ""
                lines.append("| `\(preset.name)` | `\(change.path)` | `\(change.value.yaml)` | `\(standard)` | \(change.reason) |")
            }
        }
        lines += ["", "### `turn.vad_aggressiveness`", "", "| level | `turn.threshold` | `turn.silence_drop_decibels` |", "|---|---|---|"]
        for (level, values) in Aggressiveness.levels.enumerated() {
            let (threshold, drop) = (SettingValue.number(values.threshold).yaml, SettingValue.number(values.dropDecibels).yaml)
            lines.append("| \(level) | \(threshold) | \(drop) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
