internal import Audio
internal import Speech

/// Makes the cases of `bench bargein`, the same in every run on the same recordings.
struct OverlapCases {
    /// Sets of isolated letters say nothing as an interruption; a conversation has two voices.
    private static let leftOut: Set<String> = ["moonshine_alnum", "conversation"]
    /// Samples of a recording that are played: 6 s.
    private static let longest = 96_000
    /// Recordings of one set, so that no large one outweighs the rest.
    private static let perSet = 12

    private static let backchannels = [
        "yeah", "okay", "right", "uh huh", "i see", "yes", "sure", "oh really", "got it", "all right", "um hum", "oh okay",
    ]
    private static let voices = [("rms", 1.0), ("rms", 1.2), ("kal16", 1.0), ("kal16", 0.9)]
    private static let delays = [60, 120, 200, 280, 340, 400]
    private static let levels: [Float] = [-6, -12, -18, -24, -30]

    let recordings: [Recording]
    let synthesizer: any SpeechSynthesizer
    var seed: UInt64 = 0

    func all() async throws -> [OverlapCase] {
        var draw = SeededNumbers(4 &+ seed)
        var cases = try interruptions() + noises()
        cases += try await backchannels()
        for delay in Self.delays {
            for level in Self.levels {
                var echo = OverlapCase(kind: .echo, name: "\(delay) ms \(Int(level)) dB", set: "echo")
                echo.echo = OverlapCase.Echo(delayMilliseconds: delay, decibels: level)
                cases.append(echo)
            }
        }
        for index in cases.indices {
            cases[index].at = 8_000 + draw.below(64_000)
            cases[index].reply = draw.below(LongReplies.texts.count)
        }
        return cases
    }

    func interruptions() throws -> [OverlapCase] {
        var counts: [String: Int] = [:]
        return try recordings.compactMap { recording in
            guard recording.path.contains("/speech/"), !recording.transcript.isEmpty, !Self.leftOut.contains(recording.set),
                counts[recording.set, default: 0] < Self.perSet
            else { return nil }
            let made = try made(.interruption, recording)
            guard made.onset != nil else { return nil }
            counts[recording.set, default: 0] += 1
            return made
        }
    }

    /// Every noise twice, at two moments of two replies.
    private func noises() throws -> [OverlapCase] {
        let noises = try recordings.filter { $0.set == "nonspeech" && $0.transcript.isEmpty }.map { try made(.noise, $0) }
        return noises + noises
    }

    private func made(_ kind: OverlapCase.Kind, _ recording: Recording) throws -> OverlapCase {
        var made = OverlapCase(kind: kind, name: recording.name, set: recording.set)
        // Labels are right to about 50 ms.
        if let start = recording.speech?.first?.lowerBound ?? recording.words().first?.start {
            made.labelledStart = max(0, Int((start - 0.05) * 16_000))
        }
        made.sound = PCM16.quantize(Array(try recording.samples().prefix(Self.longest)))
        return made
    }

    private func backchannels() async throws -> [OverlapCase] {
        var cases: [OverlapCase] = []
        for (voice, speed) in Self.voices {
            for text in Self.backchannels {
                var made = OverlapCase(kind: .backchannel, name: "\(text) (\(voice) \(speed))", set: "backchannel")
                let clause = SpokenClause(text: text, voice: voice, speed: speed)
                do { made.sound = try await synthesizer.sound(of: clause) } catch { throw BenchError("\(error)") }
                cases.append(made)
            }
        }
        return cases
    }
}
