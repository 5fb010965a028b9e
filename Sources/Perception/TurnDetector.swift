/// Says how likely it is that the speaker has finished, from the sound of what was said.
package protocol TurnDetector: Sendable {
    /// How much of the end of a turn the model hears, in samples of 16 kHz.
    var contextLength: Int { get }

    /// The probability, 0...1, that the turn ending with the last of `samples` (16 kHz, -1...1) is complete.
    ///
    /// Blocks for tens of milliseconds; call it on a worker thread.
    func completeness(of samples: Span<Float>) throws(PerceptionError) -> Float
}
