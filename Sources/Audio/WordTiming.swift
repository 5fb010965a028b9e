/// When some words of a text are heard in its sound.
package struct WordTiming: Sendable, Equatable, Codable {
    /// Which characters of the text they are, whitespace not counted.
    package var letters: Range<Int>
    /// Which samples of the text's sound.
    package var samples: Range<Int>

    package init(letters: Range<Int>, samples: Range<Int>) {
        self.letters = letters
        self.samples = samples
    }
}
