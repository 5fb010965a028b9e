package import Configuration
internal import Wire

/// Reads scenarios; tells every mistake with its place.
package struct ScenarioReader: YAMLReading {
    let file: String
    var mistakes: [Mistake] = []

    /// Reads any bytes at all.
    /// - Parameter file: the file's path; clips are looked for beside it.
    package static func read(_ bytes: [UInt8], file: String) -> Result<Scenario, ScenarioMistakes> {
        read(bytes, file: file) { reader, root in reader.scenario(root) }
    }

    init(file: String) { self.file = file }

    private mutating func scenario(_ root: YAMLNode?) -> Scenario {
        var scenario = Scenario(file: file, title: file, session: ScenarioSettings().session)
        var settings = ScenarioSettings()
        let start = root?.place ?? TextPlace(line: 1, column: 1)
        guard let entries = root.map({ mapping($0, "a scenario") }) ?? [] else { return scenario }
        for entry in entries where entry.key == "settings" { settings = self.settings(entry.value) }
        for entry in entries {
            switch entry.key {
            case "title": scenario.title = text(entry.value, entry.key) ?? ""
            case "settings": break
            case "steps":
                for node in sequence(entry.value, "steps") ?? [] {
                    if let step = step(node, voice: settings.personVoice) { scenario.steps.append(step) }
                }
            default: unknown(entry, among: ["title", "settings", "steps"], "a scenario")
            }
        }
        if scenario.steps.isEmpty, mistakes.isEmpty { note("there are no steps; write them under steps:", start) }
        scenario.session = settings.session
        scenario.roomDecibels = settings.roomDecibels
        return scenario
    }

    private mutating func settings(_ node: YAMLNode) -> ScenarioSettings {
        var settings = ScenarioSettings()
        for entry in mapping(node, "settings") ?? [] {
            let key = entry.key
            switch key {
            case "detection": settings.detection = choice(entry.value, key, ["semantic", "silence", "push_to_talk"]) ?? settings.detection
            case "eagerness": settings.eagerness = choice(entry.value, key, ["auto", "low", "medium", "high"]) ?? settings.eagerness
            case "silence_ms": settings.silence = integer(entry.value, key, 50...10_000)
            case "idle_ms": settings.idle = integer(entry.value, key, 5_000...30_000)
            case "interrupt": settings.interrupts = flag(entry.value, key) ?? true
            case "spoken": settings.isSpoken = flag(entry.value, key) ?? true
            case "instructions": settings.instructions = text(entry.value, key)
            case "voice": settings.voice = text(entry.value, key)
            case "person_voice": settings.personVoice = text(entry.value, key) ?? settings.personVoice
            case "room_decibels": settings.roomDecibels = Float(integer(entry.value, key, -100 ... -20) ?? -70)
            default: unknown(entry, among: ScenarioSettings.names, "settings")
            }
        }
        if settings.idle != nil, settings.detection != "silence" { note("idle_ms goes with detection: silence.", node.place) }
        return settings
    }
}

/// Everything that is wrong with a scenario's file.
package struct ScenarioMistakes: Error, Sendable, CustomStringConvertible {
    package let list: [Mistake]

    package var description: String { list.map(\.description).joined(separator: "\n") }
}
