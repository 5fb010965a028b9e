package import Audio
package import Resources
package import Telemetry

/// The embedded voice: Flite in this process, on threads of its own.
///
/// The samples of one text differ a little from call to call, because Flite's mixed excitation draws from the C library's
/// `rand()`, which all threads share; lengths do not. Seed it (`srand`) only in a program with one thread.
package final class FliteSynthesizer: SpeechSynthesizer {
    package let rate = SampleRate.hz16000
    /// Every voice there is, known without loading one.
    package static let allVoices = FliteVoice.names
    package let voices = allVoices

    /// Samples of one `audio` event, except the last: 20 ms.
    package static let chunk = 320

    private let workers: WorkerPool
    private let frontEnd: @Sendable (String) -> String

    /// Loads the voices (under 1 ms, they are linked in).
    ///
    /// - Parameters:
    ///   - workers: threads that synthesise; two of its own unless given.
    ///   - frontEnd: turns written text into words as they are spoken; called on a worker thread.
    package init(workers: WorkerPool? = nil, frontEnd: @escaping @Sendable (String) -> String) {
        self.workers = workers ?? WorkerPool(name: "flite", threads: 2, capacity: 1_024)
        self.frontEnd = frontEnd
        for name in voices { _ = FliteVoice.named(name) }
    }

    /// Speaks a word with each voice to nobody, so that the first listener does not wait for memory to be paged in (40 ms).
    package func warmUp() async {
        for voice in voices {
            await withCheckedContinuation { done in
                _ = speak(SpokenClause(text: "ready", voice: voice)) { event in
                    switch event {
                    case .audio, .words: break
                    case .finished, .failed: done.resume()
                    }
                }
            }
        }
    }

    package var queue: QueueLoad? { workers.load }

    package func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        speak(clause, trace: .off, deliver: deliver)
    }

    package func speak(
        _ clause: SpokenClause, trace: SpanContext, deliver: @escaping @Sendable (SynthesisEvent) -> Void
    ) -> any SynthesisJob {
        let job = FliteJob(clause: clause, frontEnd: frontEnd, deliver: deliver)
        let wait = trace.begin(.synthesisWait)
        let isQueued = workers.submit(.liveTurn) {
            trace.end(wait)
            trace.measure(.synthesisCall) { job.run() }
        }
        if !isQueued { job.refuse() }
        return job
    }
}
