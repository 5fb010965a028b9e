internal import Audio
internal import Dialogue
internal import Language
internal import Speech

/// Engines that answer at once with nothing: what is left is what stands around them.
enum NullEngines {
    struct Recognizer: SpeechRecognizer {
        func open(speaker: SpeakerAdaptation, deliver: @escaping @Sendable (RecognitionEvent) -> Void) -> any Speech.Utterance {
            Said(deliver: deliver)
        }

        private struct Said: Speech.Utterance {
            let deliver: @Sendable (RecognitionEvent) -> Void

            func push(_ samples: [Int16]) {}
            func peek(_ tag: Int) {}
            func finish(accepting tag: Int?) { deliver(.final(Transcript(text: "", words: [], confidence: 0))) }
            func abandon() {}
        }
    }

    struct Replies: Responder {
        func reply(to request: ReplyRequest, deliver: @escaping @Sendable (ReplyEvent) -> Void) -> any ReplyJob {
            deliver(.finished)
            return Done()
        }
    }

    struct Synthesizer: SpeechSynthesizer {
        let rate = SampleRate.hz16000
        let voices = ["null"]

        func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob {
            deliver(.finished)
            return Done()
        }
    }

    private struct Done: ReplyJob, SynthesisJob {
        func cancel() {}
        var isOverdue: Bool { false }
    }
}
