package import Audio
package import Dialogue
package import Language
package import Perception
package import Realtime
package import Resources
package import Speech

// Engines without models: what they say is known before.

/// Loud windows are speech.
package struct LoudnessDetector: VoiceActivityDetector {
    package struct StreamState: Sendable {}

    package let windowLength = 512

    package init() {}
    package func makeState() -> StreamState { StreamState() }

    package func probability(of window: Span<Float>, state: inout StreamState) throws(PerceptionError) -> Float {
        Loudness.decibels(of: window) > -40 ? 0.95 : 0.02
    }
}

package struct SureTurnDetector: TurnDetector {
    package let contextLength = 128_000

    package init() {}
    package func completeness(of samples: Span<Float>) throws(PerceptionError) -> Float { 0.97 }
}

/// Hands out a fixed transcript, and counts what it lent and got back.
package final class ScriptedRecognizer: SpeechRecognizer {
    package struct Count: Sendable, Equatable {
        package var opened = 0
        package var finished = 0
        package var abandoned = 0
        package var samples = 0
    }

    let transcript: String
    let failure: SpeechError?
    /// Whether the failure comes with the first sound, not at the end.
    let failsEarly: Bool
    package let count = ThreadCondition(Count())

    package init(_ transcript: String, failure: SpeechError? = nil, failsEarly: Bool = false) {
        self.transcript = transcript
        self.failure = failure
        self.failsEarly = failsEarly
    }

    package func open(speaker: SpeakerAdaptation, deliver: @escaping @Sendable (RecognitionEvent) -> Void) -> any Speech.Utterance {
        count.withLock { $0.opened += 1 }
        return ScriptedUtterance(recognizer: self, deliver: deliver)
    }
}

struct ScriptedUtterance: Speech.Utterance {
    let recognizer: ScriptedRecognizer
    let deliver: @Sendable (RecognitionEvent) -> Void

    func push(_ samples: [Int16]) {
        recognizer.count.withLock { $0.samples += samples.count }
        if recognizer.failsEarly, let failure = recognizer.failure { deliver(.failed(failure)) }
    }

    func peek(_ tag: Int) {
        // A failure is told at the end; until then nothing is understood.
        let text = recognizer.failure == nil ? recognizer.transcript : ""
        deliver(.peeked(tag, Transcript(text: text, words: [], confidence: 1)))
    }

    func finish(accepting tag: Int?) {
        recognizer.count.withLock { $0.finished += 1 }
        if let failure = recognizer.failure { return deliver(.failed(failure)) }
        deliver(.partial(recognizer.transcript))
        deliver(.final(Transcript(text: recognizer.transcript, words: [], confidence: 1)))
    }

    func abandon() { recognizer.count.withLock { $0.abandoned += 1 } }
}

/// Speaks a tone: 1,600 samples a letter.
package struct ToneSynthesizer: SpeechSynthesizer {
    package let rate = SampleRate.hz16000
    package let voices = ["tone", "other"]

    package init() {}

    package func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        for _ in clause.text { deliver(.audio([Int16](repeating: 8_000, count: 1_600))) }
        deliver(.finished)
        return NoJob()
    }
}

package struct NoJob: SynthesisJob, ReplyJob {
    package var isOverdue: Bool { false }

    package init() {}
    package func cancel() {}
}

/// Says what it was asked.
package struct EchoResponder: Responder {
    package init() {}

    package func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
        deliver(.text("You said \(request.text)."))
        deliver(.finished)
        return NoJob()
    }
}

extension Engines {
    package static func scripted(
        _ recognizer: ScriptedRecognizer = ScriptedRecognizer("hello"), synthesizer: any SpeechSynthesizer = ToneSynthesizer(),
        responder: any Responder = EchoResponder()
    ) -> Engines {
        Engines(
            voiceActivity: VoiceActivity(LoudnessDetector()), turnDetector: SureTurnDetector(), recognizer: recognizer,
            synthesizer: synthesizer, responder: responder, workers: WorkerPool(name: "test", threads: 1, capacity: 16))
    }
}
