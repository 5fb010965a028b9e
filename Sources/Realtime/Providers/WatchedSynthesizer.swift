package import Audio
package import Resources
package import Speech
package import Telemetry

/// A synthesiser whose calls are counted and have a deadline.
package struct WatchedSynthesizer: SpeechSynthesizer {
    private let base: any SpeechSynthesizer
    private let watch: ProviderWatch

    package init(_ base: any SpeechSynthesizer, _ watch: ProviderWatch) {
        self.base = base
        self.watch = watch
    }

    package var rate: SampleRate { base.rate }
    package var voices: [String] { base.voices }

    package var queue: QueueLoad? { base.queue }
    package var cache: CacheTally? { base.cache }

    package func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        speak(clause, trace: .off, deliver: deliver)
    }

    package func speak(
        _ clause: SpokenClause, trace: SpanContext, deliver: @escaping @Sendable (SynthesisEvent) -> Void
    ) -> any SynthesisJob {
        guard let call = watch.begin() else {
            deliver(.failed(.unavailable))
            return NoSpeech()
        }
        let job = base.speak(clause, trace: trace) { event in
            switch event {
            case .finished: call.end(.succeeded)
            case .failed(let error): call.end(error.isProviders ? .failed : .cancelled)
            case .audio, .words: call.goOn()
            }
            deliver(event)
        }
        return WatchedSpeech(job: job, call: call)
    }

    private struct WatchedSpeech: SynthesisJob {
        let job: any SynthesisJob
        let call: ProviderCall

        var isOverdue: Bool { call.isOverdue }

        func cancel() {
            call.end(call.isOverdue ? .late : .cancelled)
            job.cancel()
        }
    }

    private struct NoSpeech: SynthesisJob {
        func cancel() {}
    }
}

extension SpeechError {
    /// Whether it says something of the provider: not what was asked of it, nor that all of it is in use.
    var isProviders: Bool {
        switch self {
        case .voice, .busy, .unavailable: false
        case .model, .engine: true
        }
    }
}
