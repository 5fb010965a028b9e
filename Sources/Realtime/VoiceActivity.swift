package import Perception

/// One stream through a voice-activity detector.
package protocol VoiceActivityStream: AnyObject {
    /// The same where it is known at once; `nil` where `probability` must be awaited, and nothing has been judged.
    ///
    /// Waiting, even for what is there, costs an allocation.
    func probabilityAtOnce(of window: Span<Float>) throws(PerceptionError) -> Float?
    /// The probability of speech, 0...1, in the next window. One window at a time.
    func probability(of window: Span<Float>) async throws(PerceptionError) -> Float
}

extension BatchedSileroVAD.Stream: VoiceActivityStream {
    package func probabilityAtOnce(of window: Span<Float>) -> Float? { nil }
}

/// A voice-activity detector whose kind of state, and whose way of sharing a network, is its own affair.
package struct VoiceActivity: Sendable {
    /// Samples of 16 kHz in one window.
    package let windowLength: Int
    /// For a person: "native, avx2".
    package let name: String
    private let make: @Sendable () -> any VoiceActivityStream

    /// Judges each window at once, on the thread that brings it.
    package init(_ detector: some VoiceActivityDetector, name: String = "") {
        windowLength = detector.windowLength
        self.name = name
        make = { Stream(detector) }
    }

    /// Judges the windows of many streams together.
    package init(_ batches: BatchedSileroVAD, name: String = "") {
        windowLength = batches.windowLength
        self.name = name
        make = { batches.makeStream() }
    }

    package func makeStream() -> any VoiceActivityStream { make() }

    private final class Stream<Detector: VoiceActivityDetector>: VoiceActivityStream {
        private let detector: Detector
        private var state: Detector.StreamState

        init(_ detector: Detector) {
            self.detector = detector
            state = detector.makeState()
        }

        func probabilityAtOnce(of window: Span<Float>) throws(PerceptionError) -> Float? {
            try detector.probability(of: window, state: &state)
        }

        func probability(of window: Span<Float>) async throws(PerceptionError) -> Float {
            try detector.probability(of: window, state: &state)
        }
    }
}
