/// A choice of a few values that belong together.
package struct Preset: Sendable {
    package struct Change: Sendable {
        package let path: String
        package let value: SettingValue
        package let reason: String

        init(_ path: String, _ value: SettingValue, _ reason: String) {
            self.path = path
            self.value = value
            self.reason = reason
        }
    }

    package let name: String
    package let summary: String
    package let changes: [Change]

    package static let all = [
        Preset(
            name: "low-latency", summary: "Answers as soon as it can, and now and then too soon.",
            changes: [
                Change("turn.minimum_silence_ms", .integer(96), "a turn that is surely over waits three windows instead of four"),
                Change("turn.silence_fallback_ms", .integer(700), "doubt costs at most 0.7 s"),
                Change("turn.silence_duration_ms", .integer(350), "the same for detection silence"),
                Change("turn.barge_in_ms", .integer(128), "a reply gives way sooner"),
                Change("audio.output_lead_ms", .integer(60), "less sound is already on its way when a reply gives way"),
            ]),
        Preset(name: "balanced", summary: "The defaults.", changes: []),
        Preset(
            name: "high-quality", summary: "Lets people finish, and bears noise and poor networks.",
            changes: [
                Change("turn.minimum_silence_ms", .integer(256), "short pauses inside a sentence do not end it"),
                Change("turn.silence_fallback_ms", .integer(1_800), "who thinks while speaking is not cut off"),
                Change("turn.silence_duration_ms", .integer(800), "the same for detection silence"),
                Change("turn.minimum_speech_ms", .integer(96), "clicks open no turn"),
                Change("turn.barge_in_ms", .integer(256), "a reply goes on through a cough or a short \"yes\""),
                Change("turn.prefix_padding_ms", .integer(400), "quiet beginnings of words reach the recogniser"),
                Change("audio.output_lead_ms", .integer(250), "no gap where the network stalls for a moment"),
            ]),
    ]
}

/// What `turn.vad_aggressiveness` stands for.
enum Aggressiveness {
    /// By level, 0...3: probability from which a window is speech, and decibels below the turn's level that are silence.
    static let levels: [(threshold: Double, dropDecibels: Double)] = [(0.35, 35), (0.5, 25), (0.65, 22), (0.8, 18)]

    static func values(at level: Int) -> [String: SettingValue] {
        guard levels.indices.contains(level) else { return [:] }
        return [
            "turn.threshold": .number(levels[level].threshold),
            "turn.silence_drop_decibels": .number(levels[level].dropDecibels),
        ]
    }
}
