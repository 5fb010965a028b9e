internal import Dialogue
internal import Wire

extension Recording {
    /// The same recording without people's words, decided anew. Throws where the words themselves decide something, so that it would not be the same.
    ///
    /// What clients call their own requests, and the names of functions, stay.
    package func redacted() throws(RecordingError) -> Recording {
        var redacted = self
        redacted.header.settings = header.settings.redacted
        for index in steps.indices { redacted.steps[index].event = steps[index].event.redacted }
        for (index, step) in Replay.decide(redacted).enumerated() {
            let effects = step.effects.map { EffectText.value(of: $0) }
            guard effects.map(Self.kind) == steps[index].decisions.values.map(Self.kind) else {
                let place = "at \(Timeline.clock(step.time))"
                throw .line(steps[index].line, message: "the words themselves decide something \(place): this cannot be told without them.")
            }
            redacted.steps[index].decisions = .effects(step.effects)
        }
        return redacted
    }

    /// An effect's case, and for what the client is told that one's too.
    private static func kind(_ effect: JSONValue) -> [String] {
        guard case .object(let members) = effect, let (name, value) = members.first else { return [] }
        return [name] + (name == "notify" ? value["_0"].map(kind) ?? [] : [])
    }
}
