package import Language
package import Perception
package import Resources
package import Speech
package import Telemetry

/// Every engine of the process; each exists once, whatever the number of sessions.
package struct Engines: Sendable {
    package var voiceActivity: VoiceActivity
    package var turnDetector: any TurnDetector
    package var recognizer: any SpeechRecognizer
    package var synthesizer: any SpeechSynthesizer
    package var responder: any Responder
    /// Runs the turn model.
    package var workers: WorkerPool
    /// Where the time of the answers went.
    package let times = TurnTimes()
    /// What each of them does for whom, where somebody wants to know.
    package let tracer = SpanTracer()
    /// What is counted; a server puts its own here.
    package var meters = Meters()

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

    /// The names of the voices, the default one first.
    package var voices: [String] { synthesizer.voices }
}
