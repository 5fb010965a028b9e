package import Language
package import Perception
package import Resources
package import Speech

/// Every engine of the process; each exists once, whatever the number of sessions.
package struct Engines: Sendable {
    package var voiceActivity: VoiceActivity
    package var turnDetector: any TurnDetector
    package var recognizer: any SpeechRecognizer
    package var synthesizer: any SpeechSynthesizer
    package var responder: any Responder
    /// Runs the turn model.
    package var workers: WorkerPool
    /// How the calls of the recogniser, the responder and the synthesiser go, where they are watched.
    package private(set) var providers: [ProviderWatch] = []
    /// Where the time of the answers went.
    package let times = TurnTimes()

    package init(
        voiceActivity: VoiceActivity, turnDetector: any TurnDetector, recognizer: any SpeechRecognizer,
        synthesizer: any SpeechSynthesizer, responder: any Responder, workers: WorkerPool
    ) {
        self.voiceActivity = voiceActivity
        self.turnDetector = turnDetector
        self.recognizer = recognizer
        self.synthesizer = synthesizer
        self.responder = responder
        self.workers = workers
    }

    /// The same engines, their calls counted, with deadlines, and refused for a while where they keep failing.
    package func watched(_ deadlines: ProviderDeadlines = ProviderDeadlines()) -> Engines {
        var engines = self
        let recognizer = ProviderWatch("recognizer", deadline: deadlines.recognizer)
        let responder = ProviderWatch("responder", deadline: deadlines.responder)
        let synthesizer = ProviderWatch("synthesizer", deadline: deadlines.synthesizer)
        engines.recognizer = WatchedRecognizer(self.recognizer, recognizer)
        engines.responder = WatchedResponder(self.responder, responder)
        engines.synthesizer = WatchedSynthesizer(self.synthesizer, synthesizer)
        engines.providers = [recognizer, responder, synthesizer]
        return engines
    }

    /// The names of the voices, the default one first.
    package var voices: [String] { synthesizer.voices }
}

/// One stream through a voice-activity detector.
package protocol VoiceActivityStream: AnyObject {
    /// The probability of speech, 0...1, in the next window.
    func probability(of window: Span<Float>) throws(PerceptionError) -> Float
}

/// A voice-activity detector whose kind of state is its own affair.
package struct VoiceActivity: Sendable {
    /// Samples of 16 kHz in one window.
    package let windowLength: Int
    private let make: @Sendable () -> any VoiceActivityStream

    package init(_ detector: some VoiceActivityDetector) {
        windowLength = detector.windowLength
        make = { Stream(detector) }
    }

    package func makeStream() -> any VoiceActivityStream { make() }

    private final class Stream<Detector: VoiceActivityDetector>: VoiceActivityStream {
        private let detector: Detector
        private var state: Detector.StreamState

        init(_ detector: Detector) {
            self.detector = detector
            state = detector.makeState()
        }

        func probability(of window: Span<Float>) throws(PerceptionError) -> Float {
            try detector.probability(of: window, state: &state)
        }
    }
}
