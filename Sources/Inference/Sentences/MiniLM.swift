internal import Resources
internal import Synchronization

/// The sentence model all-MiniLM-L6-v2: 384 numbers for a text of up to 256 word pieces; what is longer is cut.
///
/// One for the process. It runs on threads of its own, a text at a time: the vector of a text does not depend on what else is asked.
/// Recent texts are answered from memory. Model card: sentence-transformers/all-MiniLM-L6-v2.
package final class MiniLM: SentenceEmbedder {
    package let dimensions = 384

    private let tokenizer: WordPieceTokenizer
    private let session: InferenceSession
    private let workers: WorkerPool
    private let threads: Int
    private let recent: Mutex<RecentVectors>

    /// What one caller may ask ahead of others' work: more is background.
    private static let fewTexts = 8
    /// Texts of one job: about 30 ms.
    private static let textsPerJob = 16
    private static let longestInput = 256

    /// Loads the model; takes about 100 ms.
    ///
    /// - Parameters:
    ///   - modelFolder: holds `model.onnx` and `vocab.txt`.
    ///   - threads: that texts are spread over.
    ///   - capacity: recent texts whose vectors are kept.
    package init(runtime: InferenceRuntime, modelFolder: String, threads: Int = 1, recentTexts capacity: Int = 512)
        throws(InferenceError)
    {
        tokenizer = try WordPieceTokenizer(vocabularyPath: modelFolder + "/vocab.txt")
        // The rows that a run may have many of are word pieces here.
        session = try InferenceSession(
            runtime, path: modelFolder + "/model.onnx", inputs: [TensorPort("tokens", .int64, [1, 1], batchAxis: 1)],
            outputs: [TensorPort("embedding", .float32, [1, dimensions])],
            options: InferenceOptions(threads: 1, keepsMemory: true, idleSlots: threads, mostRows: Self.longestInput))
        workers = WorkerPool(name: "embedder", threads: threads, capacity: 256)
        self.threads = max(1, threads)
        recent = Mutex(RecentVectors(capacity: capacity))
    }

    package func embed(_ texts: [String]) async throws(InferenceError) -> [[Float]] {
        var vectors = recent.withLock { recent in texts.map { recent.vector(of: $0) } }
        let missing = vectors.indices.filter { vectors[$0] == nil }
        if !missing.isEmpty {
            let computed = try await compute(missing.map { texts[$0] })
            for (place, vector) in zip(missing, computed) { vectors[place] = vector }
            // The last ones are the recent ones.
            recent.withLock { recent in
                for place in missing.suffix(Self.textsPerJob) { recent.keep(vectors[place] ?? [], of: texts[place]) }
            }
        }
        return vectors.map { $0 ?? [] }
    }

    /// Shares the texts among the threads, never more of them than those can take at once: other callers come in between.
    private func compute(_ texts: [String]) async throws(InferenceError) -> [[Float]] {
        if texts.count <= Self.fewTexts { return try await job(texts, .liveTurn).get() }
        let starts = Array(stride(from: 0, to: texts.count, by: Self.textsPerJob))
        let parts = await withTaskGroup(of: (Int, Result<[[Float]], InferenceError>).self) { group in
            var parts = [Result<[[Float]], InferenceError>?](repeating: nil, count: starts.count)
            var next = 0
            var failed = false
            func begin() {
                guard next < starts.count, !failed else { return }
                let (part, some) = (next, Array(texts[starts[next]..<min(texts.count, starts[next] + Self.textsPerJob)]))
                next += 1
                group.addTask { (part, await self.job(some, .background)) }
            }
            for _ in 0..<threads { begin() }
            while let (part, result) = await group.next() {
                parts[part] = result
                if case .failure = result { failed = true }
                begin()
            }
            return parts
        }
        var vectors: [[Float]] = []
        for case let part? in parts { vectors += try part.get() }
        return vectors
    }

    private func job(_ texts: [String], _ priority: WorkPriority) async -> Result<[[Float]], InferenceError> {
        await withCheckedContinuation { continuation in
            let isQueued = workers.submit(priority) { [self] in
                var vectors: [[Float]] = []
                do throws(InferenceError) {
                    for text in texts { vectors.append(try vector(of: text)) }
                    continuation.resume(returning: .success(vectors))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
            if !isQueued { continuation.resume(returning: .failure(.busy)) }
        }
    }

    private func vector(of text: String) throws(InferenceError) -> [Float] {
        let tokens = tokenizer.tokens(of: text, limit: Self.longestInput)
        return try session.withSlot(rows: tokens.count) { slot throws(InferenceError) in
            slot.setInput(0, to: tokens)
            try slot.run()
            return slot.withOutput(0) { span in span.indices.map { span[$0] } }
        }
    }
}
