internal import Audio
internal import Glibc
internal import Realtime
internal import Resources
internal import Speech
internal import Wire

/// `bench stt`: word errors, speed and delays of the recogniser, on recordings streamed in real time.
struct RecognitionBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private struct Outcome: Sendable {
        let set: String
        let errors: WordErrors
        let finalDelay: Double
        let partialDelays: [Double]
    }

    /// Utterances streamed side by side, so that the run ends in half the time; both cores together are far from full.
    private static let streams = 2
    private static let quickSeconds = 50.0

    func run() async throws -> BenchReport {
        var recordings = try Recordings.load(settings).filter { !$0.transcript.isEmpty }
        guard !recordings.isEmpty else { throw BenchError("none of the recordings has a transcript.") }
        if settings.isQuick { recordings = try sample(recordings) }
        var options = EngineOptions()
        options.recognizerSlots = Self.streams
        let recognizer: any SpeechRecognizer
        do { recognizer = try await Engines.loadRecognizer(from: settings.home, options: options) } catch { throw BenchError("\(error)") }

        var report = BenchReport("stt", settings)
        report.settings["recordings"] = .integer(recordings.count)
        let processorAtStart = ProcessFile.processorSeconds(of: getpid())
        let chosen = recordings
        let outcomes = try await onThread(named: "bench") { try transcribe(chosen, with: recognizer) }
        let processor = ProcessFile.processorSeconds(of: getpid()) - processorAtStart
        let seconds = try recordings.reduce(0.0) { $0 + Double(try $1.samples().count) / 16_000 }
        report["real_time_factor"] = processor / seconds
        report["wer_share"] = outcomes.map(\.errors).reduce(WordErrors(), +).share
        for set in Set(outcomes.map(\.set)).sorted() {
            report["wer_share.\(set)"] = outcomes.filter { $0.set == set }.map(\.errors).reduce(WordErrors(), +).share
        }
        report.add("final_delay_ms", outcomes.map(\.finalDelay))
        report.add("partial_delay_ms", outcomes.flatMap(\.partialDelays))
        report.notes.append(
            "word errors: substitutions + deletions + insertions over words, after lower case, numbers as words, no punctuation but apostrophes"
        )
        report.notes.append("partial_delay_ms: from the end of a word in align.jsonl to the first partial with that many words")
        report.notes.append("real_time_factor: processor seconds of the whole process over seconds of sound")
        return report
    }

    /// Recordings from all sets in turn, as long as a quick run may be.
    private func sample(_ recordings: [Recording]) throws -> [Recording] {
        var bySet = Dictionary(grouping: recordings, by: \.set).sorted { $0.key < $1.key }.map(\.value)
        var chosen: [Recording] = []
        var seconds = 0.0
        while !bySet.isEmpty, seconds < Self.quickSeconds {
            bySet = try bySet.compactMap { set in
                guard let first = set.first, seconds < Self.quickSeconds else { return nil }
                seconds += Double(try first.samples().count) / 16_000
                chosen.append(first)
                return set.count > 1 ? Array(set.dropFirst()) : nil
            }
        }
        return chosen
    }

    private func transcribe(_ recordings: [Recording], with recognizer: any SpeechRecognizer) throws -> [Outcome] {
        let work = ThreadCondition<(next: Int, outcomes: [Outcome], failures: [String], ended: Int)>((0, [], [], 0))
        for stream in 0..<Self.streams {
            let progress = progress
            spawnThread(name: "stream-\(stream)") {
                while let index = work.withLock({ work -> Int? in
                    defer { work.next += 1 }
                    return work.next < recordings.count ? work.next : nil
                }) {
                    do {
                        let outcome = try Self.transcribe(recordings[index], with: recognizer, isPaced: true)
                        work.withLock { $0.outcomes.append(outcome) }
                        progress(
                            "\(recordings[index].set)/\(recordings[index].name): \(outcome.errors.errors) of \(outcome.errors.words) words wrong"
                        )
                    } catch {
                        work.withLock { $0.failures.append("\(error)") }
                        break
                    }
                }
                work.withLock { $0.ended += 1 }
            }
        }
        let (outcomes, failures) = work.wait(until: { $0.ended == Self.streams }, take: { ($0.outcomes, $0.failures) })
        if let failure = failures.first { throw BenchError(failure) }
        return outcomes
    }

    /// Word errors of the recogniser alone, as fast as it goes, in the order of the recordings.
    static func errors(in recordings: [Recording], home: EngineHome) async throws -> [WordErrors] {
        var options = EngineOptions()
        options.recognizerSlots = streams
        let recognizer: any SpeechRecognizer
        do { recognizer = try await Engines.loadRecognizer(from: home, options: options) } catch { throw BenchError("\(error)") }
        return try await onThread(named: "bench") {
            try Crew.map(recordings, threads: streams) { try transcribe($0, with: recognizer, isPaced: false).errors }
        }
    }

    private static func transcribe(_ recording: Recording, with recognizer: any SpeechRecognizer, isPaced: Bool) throws -> Outcome {
        struct Heard: Sendable {
            var partials: [(at: ContinuousClock.Instant, words: Int)] = []
            var end: (at: ContinuousClock.Instant, event: RecognitionEvent)?
        }
        let samples = PCM16.quantize(try recording.samples())
        let heard = ThreadCondition(Heard())
        let utterance = recognizer.open(speaker: SpeakerAdaptation()) { event in
            let now = ContinuousClock.now
            heard.withLock { heard in
                if case .partial(let text) = event {
                    heard.partials.append((now, text.split(separator: " ").count))
                } else {
                    heard.end = (now, event)
                }
            }
        }
        let start = ContinuousClock.now
        let frame = 320
        for index in stride(from: 0, to: samples.count, by: frame) {
            let end = min(index + frame, samples.count)
            if isPaced { Pause.until(start + .seconds(Double(end) / 16_000)) }
            utterance.push(Array(samples[index..<end]))
        }
        let pushed = ContinuousClock.now
        utterance.finish()
        let (partials, end) = heard.wait(until: { $0.end != nil }, take: { ($0.partials, $0.end) })
        guard let end, case .final(let transcript) = end.event else { throw BenchError("\(recording.path): the recogniser failed.") }
        let delays = recording.words().enumerated().compactMap { index, word -> Double? in
            let spoken = start + .seconds(word.end)
            return partials.first { $0.words > index && $0.at > spoken }.map { ($0.at - spoken) / .milliseconds(1) }
        }
        return Outcome(
            set: recording.set, errors: WordErrors(said: recording.transcript, heard: transcript.text),
            finalDelay: (end.at - pushed) / .milliseconds(1), partialDelays: delays)
    }
}
