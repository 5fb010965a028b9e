package import Telemetry

/// One word of a transcript.
package struct RecognizedWord: Sendable, Equatable {
    package var text: String
    /// Samples of 16 kHz from the start of the utterance.
    package var start: Int
    package var end: Int
    /// Posterior probability, 0...1.
    package var confidence: Float

    package init(text: String, start: Int, end: Int, confidence: Float) {
        self.text = text
        self.start = start
        self.end = end
        self.confidence = confidence
    }
}

/// What a recogniser made of one utterance.
package struct Transcript: Sendable, Equatable {
    /// Lower case, no punctuation; empty where nothing was understood.
    package var text: String
    package var words: [RecognizedWord]
    /// Mean word confidence, 0...1; 0 where there are no words.
    package var confidence: Float

    package init(text: String, words: [RecognizedWord], confidence: Float) {
        self.text = text
        self.words = words
        self.confidence = confidence
    }
}

/// What a recogniser tells about one utterance, in order: any number of `partial` and `peeked`, then one `final` or `failed`.
package enum RecognitionEvent: Sendable {
    case partial(String)
    /// The answer to a `peek`, by its tag.
    case peeked(Int, Transcript)
    case final(Transcript)
    case failed(SpeechError)
}

/// Turns speech into text; one engine serves every session of the process.
package protocol SpeechRecognizer: Sendable {
    /// Opens an utterance. Never blocks: where no decoder is free, up to 2 s of audio waits, then `failed(.busy)` is delivered.
    ///
    /// - Parameters:
    ///   - speaker: what earlier utterances of this speaker taught; kept up to date by the utterance when it ends.
    ///   - deliver: called on a worker thread, or by `finish`, in order; never after `abandon()` has returned from the caller's point of view is
    ///     promised, so the caller drops late results by the utterance's identity.
    func open(speaker: SpeakerAdaptation, deliver: @escaping @Sendable (RecognitionEvent) -> Void) -> any Utterance

    /// The same, with the work and the waits recorded as spans of `trace`, where the engine can tell them.
    func open(speaker: SpeakerAdaptation, trace: SpanContext, deliver: @escaping @Sendable (RecognitionEvent) -> Void) -> any Utterance

    /// Returns once everything pushed so far has been recognised and told; for sessions on a clock of their own, which must not outrun it.
    ///
    /// Exact where one thread decodes.
    func caughtUp() async

    /// From the next utterances on: whether to search less widely, for more wrong words in less time. Any thread.
    func decode(fast: Bool)

    /// How its decoders are used now; `nil` where it does not say.
    var occupancy: RecognizerOccupancy? { get }
}

extension SpeechRecognizer {
    package func open(
        speaker: SpeakerAdaptation, trace: SpanContext, deliver: @escaping @Sendable (RecognitionEvent) -> Void
    ) -> any Utterance { open(speaker: speaker, deliver: deliver) }

    package func caughtUp() async {}
    package func decode(fast: Bool) {}
    package var occupancy: RecognizerOccupancy? { nil }
}

/// One utterance being recognised. All calls return at once.
package protocol Utterance: Sendable {
    /// Hands over the next samples, 16 kHz.
    func push(_ samples: [Int16])
    /// Asks what was said, were this the end: delivers `peeked` once everything pushed so far is decoded. The utterance goes on.
    ///
    /// A peek that is asked for while an earlier one is not answered takes its place; one after the end is not answered.
    func peek(_ tag: Int)
    /// Nothing follows: deliver the final transcript.
    ///
    /// - Parameter tag: a peek that was answered and after which nothing was said: its transcript is delivered as the final one, at once,
    ///   and what came after it is not looked at. The last four answers may be accepted; any other tag counts as none.
    func finish(accepting tag: Int?)
    /// Nobody wants the result: free the decoder.
    func abandon()
    /// Whether its end is awaited for longer than can be meant.
    var isOverdue: Bool { get }
}

extension Utterance {
    package var isOverdue: Bool { false }

    package func finish() { finish(accepting: nil) }
}
