package import Inference
internal import Resources

/// Tells which of its intents a text means, or that it means none of them. One for each set of examples; any thread.
package final class IntentClassifier: Sendable {
    private let model: IntentModel
    private let embedder: any SentenceEmbedder
    /// Whether a file spared it the learning.
    package let wasRestored: Bool

    /// Learns from examples, or restores what was learnt from the very same ones.
    ///
    /// Takes about 3 ms for each example and some seconds for thousands, on threads of its own.
    /// Few intents without examples out of scope are told apart from small talk as well.
    ///
    /// - Parameters:
    ///   - embedder: is asked for each text, now and later.
    ///   - folder: keeps what was learnt as a file of numbers; `nil` keeps nothing. Where it cannot be written, the next start learns again.
    package init(examples: [IntentExample], embedder: any SentenceEmbedder, keptIn folder: String? = nil) async throws(InferenceError) {
        self.embedder = embedder
        let fingerprint = IntentExample.fingerprint(of: examples) ^ UInt64(embedder.dimensions)
        let path = folder.map { "\($0)/intents-\(String(fingerprint, radix: 16)).model" }
        if let path, let kept = await Self.restored(path, fingerprint, dimensions: embedder.dimensions) {
            model = kept
            wasRestored = true
            return
        }
        let (texts, vectors) = try await Self.withBackground(examples, embedder)
        model = await IntentTraining(examples: texts, vectors: vectors).model()
        wasRestored = false
        if let path, let folder {
            let model = model
            await onThread(named: "intents") {
                guard DerivedFile.write(model.bytes(fingerprint: fingerprint), to: path, folder: folder) else { return }
                DerivedFile.prune(folder, prefix: "intents-", suffix: ".model", keeping: Self.keptModels)
            }
        }
    }

    /// Names of all intents, in alphabetical order.
    package var intents: [String] { model.labels.filter { $0 != IntentExample.outOfScope } }

    /// What a text means; asks the embedder and takes some 0.1 ms more.
    package func guess(_ text: String) async throws(InferenceError) -> IntentReading {
        guard !intents.isEmpty, let vector = try await embedder.embed([text]).first else {
            return IntentReading(guesses: [], outOfScope: 1)
        }
        return model.reading(of: text, vector: vector)
    }

    /// Files of what was learnt that stay: a change of a pack may be taken back, and several programs may share the folder.
    private static let keptModels = 4

    private static func restored(_ path: String, _ fingerprint: UInt64, dimensions: Int) async -> IntentModel? {
        let kept = await onThread(named: "intents") { DerivedFile.read(path).flatMap { IntentModel($0, fingerprint: fingerprint) } }
        guard let kept, kept.softmax.features == dimensions + kept.words.count else { return nil }
        return kept
    }

    /// Small talk nearer than this to an example may mean its intent.
    private static let near: Float = 0.5

    private static func withBackground(_ examples: [IntentExample], _ embedder: any SentenceEmbedder) async throws(InferenceError)
        -> ([IntentExample], [[Float]])
    {
        let vectors = try await embedder.embed(examples.map(\.text))
        let labels = Set(examples.map(\.intent))
        guard !labels.isEmpty, !labels.contains(IntentExample.outOfScope), labels.count < IntentTraining.manyIntents else {
            return (examples, vectors)
        }
        var (all, places) = (examples, vectors)
        for (text, vector) in zip(BackgroundTalk.texts, try await embedder.embed(BackgroundTalk.texts)) {
            let likeness = vectors.map { other in zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 } }.max() ?? 0
            guard likeness < near else { continue }
            all.append(IntentExample(text: text, intent: IntentExample.outOfScope))
            places.append(vector)
        }
        return (all, places)
    }
}
