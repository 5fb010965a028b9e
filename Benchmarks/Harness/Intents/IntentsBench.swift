internal import Inference
internal import Language
internal import Realtime
internal import Speech
internal import Wire

/// `bench intents`: what is learnt from labelled utterances, tried on others.
struct IntentsBench {
    let settings: BenchSettings
    let progress: @Sendable (String) -> Void

    private static let quickTests = 300
    private static let quickHeard = 20

    func run() async throws -> BenchReport {
        var report = BenchReport("intents", settings)
        guard (settings.train == nil) == (settings.test == nil) else {
            throw BenchError("--train and --test go together.", isUsage: true)
        }
        let named = settings.train.flatMap { train in settings.test.map { (train: train, test: $0) } }
        guard let paths = named ?? IntentLines.lent(below: settings.data) else {
            report.notes.append(
                "nothing was measured: name labelled utterances with --train FILE and --test FILE, or their folder with --data")
            return report
        }
        let train = try IntentLines.load(paths.train)
        var test = try IntentLines.load(paths.test)
        var numbers = SeededNumbers(settings.seed &+ 1)
        if settings.isQuick { test = Array(test.shuffled(using: &numbers).prefix(Self.quickTests)) }
        report.settings["train"] = .integer(train.count)
        report.settings["test"] = .integer(test.count)
        report["intents"] = Double(Set(train.map(\.intent)).subtracting([IntentExample.outOfScope]).count)

        let before = ProcessFile.residentKilobytes()
        let start = ContinuousClock.now
        let embedder: MiniLM
        do {
            embedder = try MiniLM(
                runtime: try InferenceRuntime(libraryPath: settings.home.runtimeLibrary), modelFolder: settings.home.sentenceModel,
                threads: 2, recentTexts: 0)
        } catch { throw BenchError("\(error)") }
        report["embedder_load_ms"] = (ContinuousClock.now - start) / .milliseconds(1)
        _ = try await embedder.embed(["warm up"])
        report["embedder_mb"] = (ProcessFile.residentKilobytes() - before) / 1_024
        progress("learning from \(train.count) utterances")
        let learning = ContinuousClock.now
        let classifier = try await IntentClassifier(examples: train, embedder: embedder)
        report["training_s"] = (ContinuousClock.now - learning) / .seconds(1)
        report["rss_mb"] = ProcessFile.residentKilobytes() / 1_024

        progress("reading \(test.count) utterances")
        try await read(test, classifier, embedder, &report)
        try await readHeard(test, classifier, &numbers, &report)
        explain(&report)
        return report
    }

    private func read(_ test: [IntentExample], _ classifier: IntentClassifier, _ embedder: MiniLM, _ report: inout BenchReport)
        async throws
    {
        var score = IntentScore()
        var times: [Double] = []
        for example in test {
            let start = ContinuousClock.now
            let reading = try await classifier.guess(example.text)
            times.append((ContinuousClock.now - start) / .milliseconds(1))
            score.count(example, reading)
        }
        score.add(to: &report)
        report.add("latency_ms", times)
        var embedding: [Double] = []
        for example in test.prefix(Self.quickTests) {
            let start = ContinuousClock.now
            _ = try await embedder.embed([example.text])
            embedding.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        report.add("embedding_ms", embedding)
    }

    /// The same for what the recogniser makes of a synthesised voice.
    private func readHeard(
        _ test: [IntentExample], _ classifier: IntentClassifier, _ numbers: inout SeededNumbers, _ report: inout BenchReport
    ) async throws {
        let wanted = settings.isQuick ? min(settings.heard, Self.quickHeard) : settings.heard
        guard wanted > 0 else { return }
        let chosen = Array(test.shuffled(using: &numbers).prefix(wanted))
        progress("speaking and hearing \(chosen.count) utterances")
        let heard = try await HeardUtterances.hear(chosen.map(\.text), home: settings.home)
        var (score, asWritten) = (IntentScore(), IntentScore())
        for (example, transcript) in zip(chosen, heard) {
            score.count(example, try await classifier.guess(transcript))
            asWritten.count(example, try await classifier.guess(example.text))
        }
        score.add(to: &report, ".heard")
        asWritten.add(to: &report, ".same_written")
        report["word_error_share.heard"] =
            zip(chosen, heard).map { WordErrors(said: $0.text, heard: $1) }.reduce(WordErrors(), +).share
    }

    private func explain(_ report: inout BenchReport) {
        report.notes += [
            "in_scope_accuracy_share: the right intent and not called out of scope, at the threshold that out_of_scope_recall_share has too; it was set on training utterances held back, never on the test's",
            ".low and .high: Wilson's interval, 95 %",
            "latency_ms: one utterance at a time on one core, vector and judgement, nothing kept from before",
            "training_s: vectors of all utterances on two threads, three or six trials and the final fit on two",
        ]
        if settings.heard > 0 {
            report.notes.append(
                ".heard: spoken by Flite, recognised by PocketSphinx with its general language model; .same_written: the same utterances as text"
            )
        }
    }
}
