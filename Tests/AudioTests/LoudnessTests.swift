import Audio
import Testing

/// Draws sound in frames of 20 ms at 16 kHz: `_` is silence, `.` is -50 dBFS, `s` is -20 dBFS.
private func drawn(_ picture: String) -> [Float] {
    picture.flatMap { mark -> [Float] in
        let amplitude: Float = mark == "s" ? 0.1 : mark == "." ? 0.003_162 : 0
        return (0..<320).map { $0 % 2 == 0 ? amplitude : -amplitude }
    }
}

@Suite struct LoudnessTests {
    @Test(
        "speech ends with the last loud frame and begins with the first",
        arguments: [
            ("__ss.ss..__", 7, 2), ("ssss", 4, 0), ("....", nil, 4), ("____", nil, 4), ("..s", 3, 2), ("", nil, 0),
        ] as [(String, Int?, Int)])
    func bounds(picture: String, end: Int?, silent: Int) {
        let samples = drawn(picture)
        #expect(Loudness.endOfSpeech(in: samples.span, rate: .hz16000) == end.map { $0 * 320 })
        #expect(Loudness.leadingSilence(in: samples.span, rate: .hz16000) == silent * 320)
    }

    @Test("the first audible sample is found within its frame, and a lone click is none")
    func exact() {
        var samples = drawn("____")
        samples[100] = 0.1
        samples.replaceSubrange(700..., with: drawn("s_s").prefix(580))
        #expect(Loudness.leadingSilence(in: samples.span, rate: .hz16000) == 700)
    }

    @Test("levels are in dBFS")
    func levels() {
        let frames = Loudness.frames(of: drawn("s_.").span, rate: .hz16000)
        let levels = frames.map { Int($0.rmsDecibels.rounded()) }
        #expect(levels == [-20, -120, -50])
        #expect(frames.map { Int($0.peakDecibels.rounded()) } == levels)
        #expect(Loudness.decibels(1) == 0)
    }

    @Test("a last frame that is not full counts")
    func partial() {
        let samples = drawn("_s").dropLast(300)
        #expect(Loudness.endOfSpeech(in: Array(samples).span, rate: .hz16000) == 340)
    }

    @Test("the floor is the level of the quiet tenth")
    func floor() {
        #expect(Loudness.floorDecibels(of: drawn("..sssssssssssss").span, rate: .hz16000).rounded() == -50)
        #expect(Loudness.floorDecibels(of: drawn("").span, rate: .hz16000) == Loudness.silence)
    }
}
