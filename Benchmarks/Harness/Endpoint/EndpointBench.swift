internal import Audio
internal import Dialogue
internal import Perception
internal import Realtime
internal import Resources
internal import Speech
internal import Wire

/// `bench endpoint`: whether pauses inside turns are waited out, and how soon after its true end a turn is ended.
///
/// Runs in the time of the sound. Every system hears the same scenes and has its settings fixed on one part of the recordings; the
/// figures are of the other part.
struct EndpointBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private static let threads = 2
    /// Scenes with inserted pauses of one recording.
    private static let variants = 1
    /// Recordings of a quick run, and the longest of them in samples: 6 s.
    private static let quickRecordings = 10
    private static let quickLength = 96_000

    func run() async throws -> BenchReport {
        if let evidence = settings.evidence { return try report(EndpointRows.read(evidence)) }
        // Without a transcript nobody knows that there is a turn.
        var numbers = SeededNumbers(1 &+ settings.seed)
        var recordings = try Recordings.load(settings).filter { !$0.transcript.isEmpty }.shuffled(using: &numbers)
        guard !recordings.isEmpty else { throw BenchError("none of the recordings has a transcript.") }
        if settings.isQuick {
            recordings = Array(try recordings.filter { try $0.samples().count <= Self.quickLength }.prefix(Self.quickRecordings))
        }
        let chosen = recordings
        let engines = try await EndpointEngines.load(settings, threads: Self.threads)
        let (progress, settings) = (progress, settings)
        let heard = try await onThread(named: "bench") {
            try Crew.map(chosen, threads: Self.threads) { recording in
                let scenes = try engines.hear(recording, variants: settings.isQuick ? 1 : Self.variants)
                progress("\(recording.set)/\(recording.name): \(scenes.reduce(0) { $0 + $1.pauses.count }) pauses")
                return scenes
            }
        }
        if let path = settings.rows { try EndpointRows.write(heard, to: path) }
        return try report(heard)
    }

    private func report(_ heard: [[HeardScene]]) throws -> BenchReport {
        let fitting = heard.filter { $0.first?.isForFitting == true }
        let reporting = heard.filter { $0.first?.isForFitting == false }
        guard !fitting.isEmpty, !reporting.isEmpty else {
            throw BenchError("there are too few recordings to fit on one part and report on the other.")
        }
        var report = BenchReport("endpoint", settings)
        for (name, part) in [("fitting", fitting), ("reporting", reporting)] {
            report["recordings.\(name)"] = Double(part.count)
            report["pauses.\(name)"] = Double(part.joined().reduce(0) { $0 + $1.pauses.count })
            report["true_ends.\(name)"] = Double(part.joined().count)
        }
        EndpointContest(fitting: fitting, reporting: reporting).run(&report)
        addEagerness(reporting, &report)
        report.notes += [
            "a budget holds for the mean delay on the fitting part; false cut-offs are the share of the reporting part's pauses taken for the end",
            "pauses: silences of at least 128 ms inside turns, and seeded insertions of 0.4 to 2 s of noise at the recording's own floor",
            "smart_turn: asked once after the detector's silence, else a long silence, as Pipecat does; silence, threshold and last resort are fitted",
            "smart_turn_default: Pipecat's own settings, 0.2 s, 0.5 and 3 s",
            "delays count sound from the true end to the decision, frames of 20 ms, and \(HeardScene.scoreDelay / 16) ms for a score",
            ".low and .high: 95 % interval over resampled recordings; .p: sign-flip test over recordings",
        ]
        return report
    }

    /// The curve of delay against cut-off turns, as recordings are: nothing inserted.
    private func addEagerness(_ recordings: [[HeardScene]], _ report: inout BenchReport) {
        let plain = recordings.map { $0.filter { $0.variant == 0 } }
        for eagerness in Eagerness.allCases {
            var settings = ConversationSettings()
            settings.caution = eagerness.caution
            settings.silenceFallback = eagerness.patience
            let tally = EndpointTally(CodaSystem(policy: EndOfTurn(settings: settings)), plain)
            report["eagerness.\(eagerness.rawValue).cut_off_share"] = tally.turnCutOffShare
            report.add("eagerness.\(eagerness.rawValue).delay_ms", tally.delays)
        }
    }
}
