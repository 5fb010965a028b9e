import Audio
import Inference
import Perception
import TestSupport
import Testing

@Suite(.enabled(if: Models.present, Models.absent)) struct SmartTurnTests {
    @Test("the score equals the reference's")
    func golden() throws {
        let detector = try Models.completeness.get()
        for line in try goldenLines("turns.txt") where line[0] == "signal" {
            let signal = try #require(GoldenSignal(rawValue: line[1]))
            let samples = signal.samples(try #require(Int(line[2])), seed: try #require(UInt64(line[3])))
            let expected = try #require(Float(line[4]))
            // How far the reference's own score moves by rounding; make_golden.py says why.
            let spread = try #require(Float(line[5]))
            let score = try detector.completeness(of: samples.span)
            #expect(abs(score - expected) < 1.5 * spread + 0.01, "\(line)")
        }
    }

    @Test(
        "sentences sound more finished at their end than cut off in the middle",
        .enabled(if: TestData.folder != nil, Comment(rawValue: TestData.absent)))
    func sentences() throws {
        let detector = try Models.completeness.get()
        let folder = try #require(TestData.folder) + "/speech/"
        let files =
            (1...5).map { "harvard_speechbrain/open/spk1_snt\($0)" } + [
                "voicebank_demand/open/p287_001_clean", "voicebank_demand/open/p287_001_noisy", "voicebank_demand/open/p287_003_clean",
                "voicebank_demand/open/p287_003_noisy", "voicebank_demand/open/p287_005_clean", "voicebank_demand/open/p287_005_noisy",
            ]
        var atEnd: Float = 0
        var inside: Float = 0
        for file in files {
            let clip = try WAVReader.read(path: folder + file + ".wav").clip
            let lastLoud = Loudness.endOfSpeech(in: clip.samples.span, rate: clip.rate)
            let end = try #require(lastLoud)
            let start = Loudness.leadingSilence(in: clip.samples.span, rate: clip.rate)
            let pause = [Float](repeating: 0, count: 3_200)
            let whole = clip.samples[..<end] + pause
            let half = clip.samples[..<((start + end) / 2)] + pause
            atEnd += try detector.completeness(of: whole.span)
            inside += try detector.completeness(of: half.span)
        }
        let count = Float(files.count)
        // Python's runtime: 0.81 and 0.47.
        #expect(atEnd / count > 0.7 && inside / count < 0.6, "\(atEnd / count) at the end, \(inside / count) inside")
    }

    @Test("values that are not numbers are an error, not a score")
    func poison() throws {
        let detector = try Models.completeness.get()
        #expect(throws: PerceptionError.notNumbers) {
            try detector.completeness(of: ([0, .nan] as [Float]).span)
        }
    }
}
