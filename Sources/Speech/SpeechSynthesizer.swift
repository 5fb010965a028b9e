package import Audio
package import Resources
package import Telemetry

/// One clause to be spoken.
package struct SpokenClause: Sendable, Hashable {
    /// Written text; the engine's front end turns numbers, dates and units into words.
    package var text: String
    /// A name from `SpeechSynthesizer.voices`.
    package var voice: String
    /// Speed, 0.25...4; 1 is the voice's own.
    package var speed: Double
    /// Semitones above the voice's own; an engine without a choice of pitch leaves it out.
    package var pitch: Double
    /// Length of its pauses against the voice's own at that speed, 0.5...2; an engine that does not know where they lie leaves it out.
    package var pauses: Double

    package init(text: String, voice: String, speed: Double = 1, pitch: Double = 0, pauses: Double = 1) {
        self.text = text
        self.voice = voice
        self.speed = speed
        self.pitch = pitch
        self.pauses = pauses
    }
}

/// What a synthesiser tells about one clause: any number of `words` and `audio`, then one `finished` or `failed`.
package enum SynthesisEvent: Sendable {
    /// The next samples at the synthesiser's rate.
    case audio([Int16])
    /// When the next words of the clause are heard, told before their sound; positions are the clause's. Where a synthesiser does not know, it says nothing.
    case words([WordTiming])
    case finished
    case failed(SpeechError)
}

/// Turns text into speech; one engine serves every session of the process.
package protocol SpeechSynthesizer: Sendable {
    var rate: SampleRate { get }
    /// Names a client may ask for; the first is the default.
    var voices: [String] { get }

    /// Begins to speak a clause; returns at once. Clauses of one `deliver` order are the caller's to keep: one job at a time.
    ///
    /// `deliver` is called on a worker thread, in order.
    func speak(_ clause: SpokenClause, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob

    /// The same, with the work and the waits recorded as spans of `trace`, where the engine can tell them.
    func speak(_ clause: SpokenClause, trace: SpanContext, deliver: @escaping @Sendable (SynthesisEvent) -> Void) -> any SynthesisJob
    /// Clauses that wait; `nil` where it does not say.
    var queue: QueueLoad? { get }
    /// How often the sound of a clause was there already; `nil` where none is kept.
    var cache: CacheTally? { get }
}

extension SpeechSynthesizer {
    package func speak(
        _ clause: SpokenClause, trace: SpanContext, deliver: @escaping @Sendable (SynthesisEvent) -> Void
    ) -> any SynthesisJob { speak(clause, deliver: deliver) }
    package var queue: QueueLoad? { nil }
    package var cache: CacheTally? { nil }
}

/// How often something was found in a cache, since the start.
package struct CacheTally: Sendable, Equatable {
    package var hits = 0
    package var misses = 0

    package init() {}
}

/// A clause being spoken.
package protocol SynthesisJob: Sendable {
    /// Stops within one chunk; nothing more is delivered than what is already under way.
    func cancel()
    /// Whether it has said nothing for longer than can be meant.
    var isOverdue: Bool { get }
}

extension SynthesisJob {
    package var isOverdue: Bool { false }
}
