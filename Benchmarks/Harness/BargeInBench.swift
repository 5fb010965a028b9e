internal import Audio
internal import Realtime
internal import Speech
internal import Wire

/// `bench bargein`: what is said, made or echoed over a reply: what stops it, how soon, and whether the rest is exactly what it would have been.
struct BargeInBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    /// From the sound to the partial about it, beside the 100 ms between partials.
    private static let partialDelay = Duration.milliseconds(60)
    private static let quickCases = 36

    private struct Trial {
        var overlap: OverlapCase
        var outcome: OverlapTrial.Outcome
        var undisturbed: [Int16]
    }

    func run() async throws -> BenchReport {
        let recordings = try Recordings.load(settings)
        var engines: Engines
        do { engines = try await Engines.load(from: settings.home, options: Self.options) } catch { throw BenchError("\(error)") }
        let recognizer = try await SteadyRecognizer(home: settings.home, delay: Self.partialDelay)
        engines.recognizer = recognizer
        engines.responder = LongReplies()
        var cases = try await OverlapCases(recordings: recordings, synthesizer: engines.synthesizer, seed: settings.seed).all()
        if settings.isQuick { cases = Self.spread(cases, Self.quickCases) }

        let undisturbed = await undisturbed(engines, recognizer)
        var trials: [Trial] = []
        for (index, overlap) in cases.enumerated() {
            let outcome = await OverlapTrial(engines: engines, recognizer: recognizer, overlap: overlap).run()
            let what = outcome.reasons + (outcome.isCancelled ? ["cancelled"] : [])
            let delay = outcome.isCancelled ? " after \(Int(Self.stopDelay(outcome))) ms" : ""
            let told = zip(what, recognizer.words).map { "\($0) \"\($1)\"" }.joined(separator: ", ")
            progress("\(index + 1)/\(cases.count) \(overlap.kind.rawValue) \(overlap.set)/\(overlap.name): \(told)\(delay)")
            trials.append(Trial(overlap: overlap, outcome: outcome, undisturbed: undisturbed[overlap.reply]))
        }
        return report(trials)
    }

    private static var options: EngineOptions {
        var options = EngineOptions()
        options.recognizerSlots = 1
        return options
    }

    /// As many of each kind as there is room for, evenly from all of it.
    private static func spread(_ cases: [OverlapCase], _ count: Int) -> [OverlapCase] {
        let kinds = OverlapCase.Kind.allCases.map { kind in cases.filter { $0.kind == kind } }
        return kinds.flatMap { all in
            let wanted = min(all.count, count / kinds.count)
            return (0..<wanted).map { all[$0 * all.count / wanted] }
        }
    }

    private func undisturbed(_ engines: Engines, _ recognizer: SteadyRecognizer) async -> [[Int16]] {
        var sounds: [[Int16]] = []
        for reply in LongReplies.texts.indices {
            let nothing = OverlapCase(kind: .noise, name: "", set: "", reply: reply)
            let outcome = await OverlapTrial(engines: engines, recognizer: recognizer, overlap: nothing).run(isDisturbed: false)
            sounds.append(outcome.sound)
        }
        return sounds
    }

    // MARK: Figures

    private func report(_ trials: [Trial]) -> BenchReport {
        var report = BenchReport("bargein", settings)
        let real = trials.filter { $0.overlap.kind == .interruption }
        let others = trials.filter { $0.overlap.kind != .interruption }
        let stopped = real.filter(\.outcome.isCancelled)
        let falselyStopped = others.filter(\.outcome.isCancelled)
        report["recall_share"] = Self.share(stopped.count, real.count)
        report["precision_share"] = Self.share(stopped.count, stopped.count + falselyStopped.count)
        for kind in OverlapCase.Kind.allCases {
            let all = trials.filter { $0.overlap.kind == kind }
            report["trials.\(kind.rawValue)"] = Double(all.count)
            guard kind != .interruption else { continue }
            report["false_alarm_share.\(kind.rawValue)"] = Self.share(all.count(where: \.outcome.isCancelled), all.count)
            report["hold_share.\(kind.rawValue)"] = Self.share(all.count { $0.outcome.holds > 0 }, all.count)
        }
        for set in Set(real.map(\.overlap.set)).sorted() {
            let all = real.filter { $0.overlap.set == set }
            report["recall_share.\(set)"] = Self.share(all.count(where: \.outcome.isCancelled), all.count)
        }
        report.add("duck_ms", stopped.compactMap { Self.duckDelay($0) })
        report.add("cancel_ms", stopped.map { Self.stopDelay($0.outcome) })
        report.add(
            "cancel_after_any_sound_ms", stopped.map { Self.stopDelay($0.outcome) + Self.milliseconds($0.overlap.soundBeforeSpeech) })
        let survivors = others.filter { !$0.outcome.isCancelled }
        let resumed = survivors.filter { !$0.outcome.reasons.isEmpty }
        report["resume_word_exact_share"] = Self.share(survivors.count(where: Self.isExact), survivors.count)
        report["trials.resumed"] = Double(resumed.count)
        report.settings["partial_delay_ms"] = .integer(60)
        report.notes += [
            "interruptions are the transcribed recordings, at most 12 of a set and 6 s of each; noises are vad/nonspeech, each twice; "
                + "backchannels are synthesised with Flite (voices rms and kal16, not the reply's); echoes are the reply itself, 60 to 400 ms "
                + "late and 6 to 30 dB lower, from its first sound to its last",
            "times count from the first 20 ms frame above -40 dBFS of the recording's speech (after the label's or the aligned first word's start less 50 ms; without either, 10 dB above the recording's floor, too) to the sending of the first sample that differs from an "
                + "undisturbed reply (duck_ms), and to the first 20 ms step in which nothing more is sent (cancel_ms), for good; "
                + "cancel_after_any_sound_ms counts from the first such frame of all, a breath or the noise before it; what was sent before, at most output_lead_ms, is still heard until the client stops playing",
            "the session runs on its own clock: the time engines take is not on it, but every partial transcript arrives 60 ms after its sound",
            "a reply goes on exactly where all of its samples were sent once, in order, and those outside the lowered stretches are, bit for "
                + "bit, an undisturbed reply's",
        ]
        return report
    }

    private static func milliseconds(_ samples: Int) -> Double { Double(samples) / 16 }

    private static func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

    /// Milliseconds to the sending of the first sample that is not as loud as it would have been; `nil` where the sound just ended.
    private static func duckDelay(_ trial: Trial) -> Double? {
        let sound = trial.outcome.sound
        let changed = sound.indices.first { $0 >= trial.undisturbed.count || sound[$0] != trial.undisturbed[$0] }
        guard let changed, let time = trial.outcome.time(of: changed) else { return nil }
        return Double(time - trial.outcome.onset) / 16
    }

    /// Milliseconds to the first step that sent nothing any more.
    private static func stopDelay(_ outcome: OverlapTrial.Outcome) -> Double {
        guard let last = outcome.sends.last else { return 0 }
        return Double(last.time + 320 - outcome.onset) / 16
    }

    /// Whether nothing of the reply is missing, doubled or changed but by being lowered.
    private static func isExact(_ trial: Trial) -> Bool {
        let sound = trial.outcome.sound
        guard trial.outcome.isCompleted, sound.count == trial.undisturbed.count else { return false }
        return sound.indices.allSatisfy { index in
            let expected = trial.undisturbed[index]
            if sound[index] == expected { return true }
            // Lowered, it is a part of what it would be, and never something else.
            return trial.outcome.lowered.contains { $0.contains(index) } && abs(Int(sound[index])) <= abs(Int(expected))
                && Int(sound[index]) * Int(expected) >= 0
        }
    }
}
