internal import Glibc

/// How far a word is to be trusted.
///
/// Without the third pass PocketSphinx has no posteriors (its own figure is then a constant). This is a logistic fit to what
/// was right and wrong on the lent recordings; see docs/decisions/0003-recogniser-settings.md for how well it sorts.
enum WordConfidence {
    /// Probability that the word was said, 0...1.
    static func of(_ segment: SphinxDecoder.Segment) -> Float {
        let frames = Double(segment.frames.count)
        let score = 3.0 + 1.0 * segment.acoustic / frames
        return Float(1 / (1 + exp(-score)))
    }
}
