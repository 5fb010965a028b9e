internal import Realtime
internal import Resources
internal import Speech
internal import Wire

/// `bench tts`: from text to sound, for each voice and three lengths of text, and from the cache.
struct SynthesisBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    /// 11, 61 and 179 characters.
    private static let texts = [
        (name: "short", text: "Hello there"), (name: "sentence", text: "The train to the mountains leaves from platform four at noon."),
        (
            name: "paragraph",
            text: "To bake this bread, mix the flour with warm water and a little salt. Let the dough rest under a cloth for half a day, "
                + "then fold it over a few times, and shape it into a round loaf"
        ),
    ]

    func run() async throws -> BenchReport {
        let repeats = settings.isQuick ? 20 : 100
        let synthesizer = Engines.loadSynthesizer(EngineOptions())
        await synthesizer.warmUp()
        let progress = progress
        var report = BenchReport("tts", settings)
        report.settings["repeats"] = .integer(repeats)
        let voices = synthesizer.voices
        let results = try await onThread(named: "bench") {
            var results: [(voice: String, text: String, speeches: [TimedSpeech])] = []
            for voice in voices {
                for (name, text) in Self.texts {
                    let clause = SpokenClause(text: text, voice: voice)
                    _ = try TimedSpeech.speak(clause, with: synthesizer)
                    results.append((voice, name, try (0..<repeats).map { _ in try TimedSpeech.speak(clause, with: synthesizer) }))
                    progress("\(voice) \(name)")
                }
            }
            return results
        }
        for (voice, text, speeches) in results {
            report.add("first_audio_ms.\(voice).\(text)", speeches.map(\.firstAudio))
            report.add("whole_ms.\(voice).\(text)", speeches.map(\.whole))
        }
        for voice in voices {
            let speeches = results.filter { $0.voice == voice }.flatMap(\.speeches)
            let seconds = speeches.reduce(0) { $0 + Double($1.sound.count) } / 16_000
            report["real_time_factor.\(voice)"] = speeches.reduce(0) { $0 + $1.whole } / 1_000 / seconds
        }
        let cached = try await cached(synthesizer, repeats)
        report.add("cached_first_audio_ms", cached.map(\.firstAudio))
        report.add("cached_whole_ms", cached.map(\.whole))
        report.notes.append("short, sentence and paragraph are \(Self.texts.map { "\($0.text.count)" }.joined(separator: ", ")) characters")
        report.notes.append(
            "each from asking on one thread to sound on it, by way of the synthesiser's own thread and the writing-out of numbers")
        report.notes.append("real_time_factor: time until the last sample over the length of the sound")
        report.notes.append("Flite (kal16, rms, slt) is the one engine built in")
        return report
    }

    private func cached(_ synthesizer: any SpeechSynthesizer, _ repeats: Int) async throws -> [TimedSpeech] {
        let cache = CachingSynthesizer(synthesizer, capacity: EngineOptions().synthesizerCacheSamples)
        let clause = SpokenClause(text: Self.texts[1].text, voice: synthesizer.voices.first ?? "")
        return try await onThread(named: "bench") {
            _ = try TimedSpeech.speak(clause, with: cache)
            return try (0..<repeats).map { _ in try TimedSpeech.speak(clause, with: cache) }
        }
    }
}
