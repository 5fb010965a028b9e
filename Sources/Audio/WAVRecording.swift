/// What a WAV file held.
package struct WAVRecording: Sendable, Equatable {
    /// All channels mixed to one.
    package var clip: AudioClip
    /// How the file wrote it.
    package var format: WAVFormat
    /// What was wrong and could be mended, a sentence each; empty for a sound file.
    package var warnings: [String]
}
