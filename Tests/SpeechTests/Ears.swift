import Resources
import Speech
import Synchronization
import TestSupport

#if canImport(Glibc)
import Glibc
#endif

/// Recognisers that the tests share, since each decoder takes 0.3 s and 90 MB.
enum Ears {
    static let modelFolder = TestData.deps + "/models/en-us"
    static let present = unsafe access(modelFolder + "/en-us.lm.bin", R_OK) == 0
    static let absent = "no recogniser model: run `make models`"

    private static let pair = Task {
        try await PocketSphinxRecognizer(
            modelFolder: modelFolder, slots: 2, warm: 2, workers: WorkerPool(name: "test-stt", threads: 2, capacity: 64))
    }

    /// Two decoders, two threads; free whenever a test is not using them.
    static var shared: PocketSphinxRecognizer { get async throws { try await pair.value } }

    /// One decoder and one thread, so that the order of events is the order of work.
    static func single(finishedPatience: Duration = .seconds(60)) async throws -> PocketSphinxRecognizer {
        try await PocketSphinxRecognizer(
            modelFolder: modelFolder, slots: 1, warm: 1, workers: WorkerPool(name: "test-stt", threads: 1, capacity: 64),
            finishedPatience: finishedPatience)
    }
}

/// Everything that utterances told, with the utterance's name, in order.
final class Heard: Sendable {
    private let log = Mutex<[(name: String, event: RecognitionEvent)]>([])
    private let ends = AsyncStream<String>.makeStream()
    private let peeks = AsyncStream<(name: String, tag: Int)>.makeStream()

    /// A place to deliver an utterance's events.
    func deliver(_ name: String = "") -> @Sendable (RecognitionEvent) -> Void {
        { event in
            self.log.withLock { $0.append((name, event)) }
            switch event {
            case .partial: break
            case .peeked(let tag, _): self.peeks.continuation.yield((name, tag))
            case .final, .failed: self.ends.continuation.yield(name)
            }
        }
    }

    /// Waits until `count` utterances have ended; returns their names in the order they did.
    func ended(_ count: Int) async -> [String] {
        var names: [String] = []
        for await name in ends.stream {
            names.append(name)
            if names.count == count { break }
        }
        return names
    }

    func partials(_ name: String = "") -> [String] {
        events(name).compactMap { if case .partial(let text) = $0 { text } else { nil } }
    }

    /// Waits until a peek was answered.
    func answered(_ tag: Int, _ name: String = "") async {
        for await peek in peeks.stream where peek == (name, tag) { return }
    }

    func peeked(_ tag: Int, _ name: String = "") -> Transcript? {
        events(name).compactMap { if case .peeked(tag, let transcript) = $0 { transcript } else { nil } }.first
    }

    func final(_ name: String = "") -> Transcript? {
        events(name).compactMap { if case .final(let transcript) = $0 { transcript } else { nil } }.first
    }

    func failure(_ name: String = "") -> SpeechError? {
        events(name).compactMap { if case .failed(let error) = $0 { error } else { nil } }.first
    }

    func events(_ name: String = "") -> [RecognitionEvent] { log.withLock { $0.filter { $0.name == name }.map(\.event) } }
}

extension PocketSphinxRecognizer {
    /// Recognises a whole recording, pushed in pieces of 20 ms unless told otherwise.
    func hear(_ samples: [Int16], speaker: SpeakerAdaptation = SpeakerAdaptation(), piece: Int = 320) async -> Heard {
        let heard = Heard()
        let utterance = open(speaker: speaker, deliver: heard.deliver())
        for start in stride(from: 0, to: samples.count, by: piece) {
            utterance.push(Array(samples[start..<min(start + piece, samples.count)]))
        }
        utterance.finish()
        _ = await heard.ended(1)
        return heard
    }
}
