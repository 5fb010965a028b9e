import Audio
import Dialogue
import Language
import Perception
import Realtime
import Resources
import Speech
import Synchronization

/// Loud windows are speech.
struct LoudnessDetector: VoiceActivityDetector {
    struct StreamState: Sendable {}

    let windowLength = 512
    func makeState() -> StreamState { StreamState() }

    func probability(of window: Span<Float>, state: inout StreamState) throws(PerceptionError) -> Float {
        Loudness.decibels(of: window) > -40 ? 0.95 : 0.02
    }
}

struct SureTurnDetector: TurnDetector {
    let contextLength = 128_000
    func completeness(of samples: Span<Float>) throws(PerceptionError) -> Float { 0.97 }
}

/// Hands out a fixed transcript, and counts what it lent and got back.
final class ScriptedRecognizer: SpeechRecognizer {
    struct Count: Sendable, Equatable {
        var opened = 0
        var finished = 0
        var abandoned = 0
        var samples = 0
    }

    let transcript: String
    let failure: SpeechError?
    /// Whether the failure comes with the first sound, not at the end.
    let failsEarly: Bool
    let count = ThreadCondition(Count())

    init(_ transcript: String, failure: SpeechError? = nil, failsEarly: Bool = false) {
        self.transcript = transcript
        self.failure = failure
        self.failsEarly = failsEarly
    }

    func open(speaker: SpeakerAdaptation, deliver: @escaping @Sendable (RecognitionEvent) -> Void) -> any Speech.Utterance {
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

    func finish() {
        recognizer.count.withLock { $0.finished += 1 }
        if let failure = recognizer.failure { return deliver(.failed(failure)) }
        deliver(.partial(recognizer.transcript))
        deliver(.final(Transcript(text: recognizer.transcript, words: [], confidence: 1)))
    }

    func abandon() { recognizer.count.withLock { $0.abandoned += 1 } }
}

/// Speaks a tone: 1,600 samples a letter.
struct ToneSynthesizer: SpeechSynthesizer {
    let rate = SampleRate.hz16000
    let voices = ["tone", "other"]

    func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
        for _ in clause.text { deliver(.audio([Int16](repeating: 8_000, count: 1_600))) }
        deliver(.finished)
        return NoJob()
    }
}

struct NoJob: SynthesisJob, ReplyJob {
    func cancel() {}
}

/// Says what it was asked.
struct EchoResponder: Responder {
    func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
        deliver(.text("You said \(request.text)."))
        deliver(.finished)
        return NoJob()
    }
}

extension Engines {
    static func scripted(_ recognizer: ScriptedRecognizer = ScriptedRecognizer("hello")) -> Engines {
        Engines(
            voiceActivity: VoiceActivity(LoudnessDetector()), turnDetector: SureTurnDetector(), recognizer: recognizer,
            synthesizer: ToneSynthesizer(), responder: EchoResponder(), workers: WorkerPool(name: "test", threads: 1, capacity: 16))
    }
}
