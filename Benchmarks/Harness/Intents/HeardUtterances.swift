internal import Realtime
internal import Resources
internal import Speech

/// What the embedded recogniser makes of texts that the embedded voice says.
enum HeardUtterances {
    private static let threads = 2

    /// A transcript for each text, as fast as it goes.
    static func hear(_ texts: [String], home: EngineHome) async throws -> [String] {
        var options = EngineOptions()
        options.recognizerSlots = threads
        let recognizer: any SpeechRecognizer
        do { recognizer = try await Engines.loadRecognizer(from: home, options: options) } catch { throw BenchError("\(error)") }
        let synthesizer = Engines.loadSynthesizer(options)
        return try await onThread(named: "bench") {
            try Crew.map(texts, threads: threads) { text in
                let sound = try TimedSpeech.speak(SpokenClause(text: text, voice: "rms"), with: synthesizer).sound
                return try transcript(of: sound, by: recognizer)
            }
        }
    }

    private static func transcript(of sound: [Int16], by recognizer: any SpeechRecognizer) throws -> String {
        let end = ThreadCondition<Result<String, SpeechError>?>(nil)
        let utterance = recognizer.open(speaker: SpeakerAdaptation()) { event in
            switch event {
            case .final(let transcript): end.withLock { $0 = .success(transcript.text) }
            case .failed(let error): end.withLock { $0 = .failure(error) }
            case .partial, .peeked: break
            }
        }
        // As a session hands it over: some quiet before and after.
        let quiet = [Int16](repeating: 0, count: 4_800)
        let all = quiet + sound + quiet
        for start in stride(from: 0, to: all.count, by: 320) { utterance.push(Array(all[start..<min(start + 320, all.count)])) }
        utterance.finish()
        return try end.wait(until: { $0 != nil }, take: { $0 })?.get() ?? ""
    }
}
