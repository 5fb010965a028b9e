package import Speech
internal import Synchronization
package import Telemetry

/// A recogniser whose utterances are counted; the deadline is for the final transcript, once nothing follows.
package struct WatchedRecognizer: SpeechRecognizer {
    private let base: any SpeechRecognizer
    private let watch: ProviderWatch

    package init(_ base: any SpeechRecognizer, _ watch: ProviderWatch) {
        self.base = base
        self.watch = watch
    }

    package var occupancy: RecognizerOccupancy? { base.occupancy }

    package func open(speaker: SpeakerAdaptation, deliver: @escaping @Sendable (RecognitionEvent) -> Void) -> any Utterance {
        open(speaker: speaker, trace: .off, deliver: deliver)
    }

    package func open(
        speaker: SpeakerAdaptation, trace: SpanContext, deliver: @escaping @Sendable (RecognitionEvent) -> Void
    ) -> any Utterance {
        guard let call = watch.begin() else {
            deliver(.failed(.unavailable))
            return NoUtterance()
        }
        let utterance = base.open(speaker: speaker, trace: trace) { event in
            switch event {
            case .final: call.end(.succeeded)
            case .failed(let error): call.end(error.isProviders ? .failed : .cancelled)
            case .partial, .peeked: call.goOn()
            }
            deliver(event)
        }
        return WatchedUtterance(utterance, call)
    }

    package func caughtUp() async { await base.caughtUp() }
    package func decode(fast: Bool) { base.decode(fast: fast) }

    private final class WatchedUtterance: Utterance {
        private let utterance: any Utterance
        private let call: ProviderCall
        private let isFinished = Atomic(false)
        private let samples = Atomic(0)

        init(_ utterance: any Utterance, _ call: ProviderCall) {
            self.utterance = utterance
            self.call = call
        }

        /// Long sound that was pushed all at once may take as long as it lasts.
        var isOverdue: Bool {
            isFinished.load(ordering: .relaxed) && call.isOverdue(after: samples.load(ordering: .relaxed) * (1_000_000_000 / 16_000))
        }

        func push(_ samples: [Int16]) {
            self.samples.add(samples.count, ordering: .relaxed)
            utterance.push(samples)
        }
        func peek(_ tag: Int) { utterance.peek(tag) }

        func finish(accepting tag: Int?) {
            call.goOn()
            isFinished.store(true, ordering: .relaxed)
            utterance.finish(accepting: tag)
            // The words are there already, and nothing more is awaited.
            if tag != nil { call.end(.succeeded) }
        }

        func abandon() {
            call.end(isOverdue ? .late : .cancelled)
            utterance.abandon()
        }
    }

    private struct NoUtterance: Utterance {
        func push(_ samples: [Int16]) {}
        func peek(_ tag: Int) {}
        func finish(accepting tag: Int?) {}
        func abandon() {}
    }
}
