package import Assistant
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
    /// The responder's own self, where it is the assistant.
    package internal(set) var assistant: Assistant?
    /// What is wrong in the intent packs, a line each; what is wrong is left out.
    package internal(set) var packMistakes: [String] = []
    /// What people are to be told at a time of its own.
    package var notices: (any NoticeSource)?
    /// Runs the turn model.
    package var workers: WorkerPool
    /// How the calls of the recogniser, the responder and the synthesiser go, where they are watched.
    package private(set) var providers: [ProviderWatch] = []
    /// Where the time of the answers went.
    package let times = TurnTimes()
    /// What each of them does for whom, where somebody wants to know.
    package let tracer = SpanTracer()
    /// At which level sessions are served; a server puts its own here.
    package var service = ServiceState()
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
