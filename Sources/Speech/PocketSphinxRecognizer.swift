package import Resources
package import Telemetry

/// The embedded recogniser: PocketSphinx decoders shared by all sessions, decoding on threads of their own.
package final class PocketSphinxRecognizer: SpeechRecognizer {
    private let pool: DecoderPool
    private let workers: WorkerPool
    private let finishedPatience: Duration

    /// Loads `warm` decoders at once and the rest in the background; returns when the warm ones are ready (about 0.3 s each,
    /// a thread each).
    ///
    /// - Parameters:
    ///   - modelFolder: where `make models` put the English model.
    ///   - slots: decoders in all, about 90 MB each; as many utterances decode at once.
    ///   - warm: decoders ready when this returns, 1...slots.
    ///   - workers: threads that decode; room for two jobs a slot in its queue.
    ///   - settings: how to search.
    ///   - finishedPatience: how long a finished utterance waits for a decoder.
    /// - Throws: `SpeechError.model` where the model is missing or broken.
    package init(
        modelFolder: String, slots: Int, warm: Int = 2, workers: WorkerPool, settings: PocketSphinxSettings = .init(),
        finishedPatience: Duration = .seconds(2)
    ) async throws(SpeechError) {
        let slots = max(1, slots)
        let warm = min(max(1, warm), slots)
        pool = DecoderPool(model: try PocketSphinxModel(folder: modelFolder), settings: settings)
        self.workers = workers
        self.finishedPatience = finishedPatience
        try await pool.load(warm)
        pool.loadInBackground(slots - warm)
    }

    /// Decoders loaded so far, free or leased.
    package var loadedSlots: Int { pool.loaded }
    /// Decoders that nobody leases.
    package var freeSlots: Int { pool.free }

    package var occupancy: RecognizerOccupancy? { pool.occupancy(workers.load, oldestWait: workers.oldestWait) }

    package func open(speaker: SpeakerAdaptation, deliver: @escaping @Sendable (RecognitionEvent) -> Void) -> any Utterance {
        open(speaker: speaker, trace: .off, deliver: deliver)
    }

    package func open(
        speaker: SpeakerAdaptation, trace: SpanContext, deliver: @escaping @Sendable (RecognitionEvent) -> Void
    ) -> any Utterance {
        let utterance = PocketSphinxUtterance(
            pool: pool, workers: workers, speaker: speaker, finishedPatience: finishedPatience, trace: trace, deliver: deliver)
        if let decoder = pool.lease(for: utterance), !utterance.grant(decoder) { pool.giveBack(decoder) }
        return utterance
    }

    package func decode(fast: Bool) { pool.decode(fast: fast) }

    package func caughtUp() async {
        // The least urgent job comes last.
        await withCheckedContinuation { done in
            if !workers.submit(.background, { done.resume() }) { done.resume() }
        }
    }
}
