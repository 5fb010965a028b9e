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
            deliver(.failed(.busy))
            return NoUtterance()
        }
        let utterance = base.open(speaker: speaker, trace: trace) { event in
            switch event {
            case .final: call.end(.succeeded)
            case .failed(let error): call.end(error.isProviders ? .failed : .cancelled)
            case .partial, .peeked: break
            }
            deliver(event)
        }
        return WatchedUtterance(utterance, call)
    }

    package func caughtUp() async { await base.caughtUp() }

    private final class WatchedUtterance: Utterance {
        private let utterance: any Utterance
        private let call: ProviderCall
        private let isFinished = Atomic(false)

        init(_ utterance: any Utterance, _ call: ProviderCall) {
            self.utterance = utterance
            self.call = call
        }

        var isOverdue: Bool { isFinished.load(ordering: .relaxed) && call.isOverdue }

        func push(_ samples: [Int16]) { utterance.push(samples) }
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
