/// Says of each window of sound how likely it holds speech. The model is shared; the state is one stream's.
package protocol VoiceActivityDetector: Sendable {
    /// What must travel from one window of a stream to the next.
    associatedtype StreamState: Sendable

    /// Samples of 16 kHz in one window.
    var windowLength: Int { get }

    func makeState() -> StreamState

    /// The probability, 0...1, that `window` (exactly `windowLength` samples in -1...1) holds speech.
    ///
    /// Computes for 0.02 to 0.1 ms.
    func probability(of window: Span<Float>, state: inout StreamState) throws(PerceptionError) -> Float
}
