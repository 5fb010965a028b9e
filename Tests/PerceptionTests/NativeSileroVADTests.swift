import Audio
import Inference
import Perception
import Speech
import TestSupport
import Testing

@Suite(.enabled(if: Models.hasWeights, Models.absent)) struct NativeSileroVADTests {
    private func probabilities(_ samples: [Float], _ detector: some VoiceActivityDetector) throws -> [Float] {
        var state = detector.makeState()
        return try stride(from: 0, through: samples.count - 512, by: 512).map {
            try detector.probability(of: samples.span.extracting($0..<$0 + 512), state: &state)
        }
    }

    /// Every kernel of this processor against ONNX Runtime, window by window; returns how many windows were speech.
    private func compare(_ samples: [Float], _ name: String) throws -> Int {
        let expected = try probabilities(samples, Models.activity.get())
        for kernel in NativeSileroVAD.Kernel.allCases where kernel.isAvailable {
            let got = try probabilities(samples, NativeSileroVAD(weightsPath: Models.weights, kernel: kernel))
            #expect(got.count == expected.count)
            let worst = zip(got, expected).map { abs($0 - $1) }.max() ?? 1
            #expect(worst < 1e-4, "\(name), \(kernel): \(worst)")
        }
        return expected.count { $0 >= 0.5 }
    }

    @Test("every kernel equals ONNX Runtime within 1e-4 on speech from Flite, in each voice", arguments: ["slt", "rms", "kal16"])
    func flite(voice: String) async throws {
        let synthesizer = FliteSynthesizer { $0 }
        let clause = SpokenClause(text: "The quick brown fox jumps over the lazy dog. Would you please wait a moment?", voice: voice)
        let samples = try await synthesizer.sound(of: clause).map { Float($0) / 32_768 }
        // Silence on both sides: the state must forget, too.
        let silence = [Float](repeating: 0, count: 16_000)
        let speech = try compare(silence + samples + silence, voice)
        #expect(speech > 30)
    }

    @Test("every kernel equals ONNX Runtime within 1e-4 on signals", arguments: ["chirp", "noise", "vowels", "silence", "offset"])
    func signals(name: String) throws {
        let signal = try #require(GoldenSignal(rawValue: name))
        _ = try compare(signal.samples(160_000, seed: 3), name)
        // As loud as sound can be, and clipped.
        _ = try compare(signal.samples(32_000, seed: 3).map { max(-1, min(1, $0 * 20)) }, "loud " + name)
    }

    @Test(
        "every kernel equals ONNX Runtime within 1e-4 on lent recordings",
        .enabled(if: TestData.folder != nil, Comment(rawValue: TestData.absent)),
        arguments: [
            "speech/librispeech_misc/open", "speech/noisy_mix/open", "speech/voicebank_demand/open", "vad/ami_rttm/open",
            "vad/nonspeech/open",
        ])
    func recordings(folder: String) throws {
        let path = try #require(TestData.folder) + "/" + folder
        var samples: [Float] = []
        // One stream after the other, as a microphone that stays open.
        for line in try #require(TextFile.lines(path + "/transcripts.tsv")).dropFirst() {
            let name = line.prefix { $0 != "\t" }
            samples += try WAVReader.read(path: "\(path)/\(name)").clip.resampled(to: .hz16000).samples
        }
        #expect(samples.count > 16_000 * 10)
        _ = try compare(samples, folder)
    }

    @Test("streams that take turns hear nothing of each other")
    func isolation() throws {
        let detector = try NativeSileroVAD(weightsPath: Models.weights)
        let streams = (0..<4).map { GoldenSignal.vowels.samples(24_000, seed: UInt64($0)) }
        let alone = try streams.map { try probabilities($0, detector) }
        var states = streams.map { _ in detector.makeState() }
        var together = [[Float]](repeating: [], count: streams.count)
        for start in stride(from: 0, through: 24_000 - 512, by: 512) {
            for (index, stream) in streams.enumerated() {
                let window = stream.span.extracting(start..<start + 512)
                together[index].append(try detector.probability(of: window, state: &states[index]))
            }
        }
        #expect(together == alone)
        #expect(Set(alone).count == alone.count)
    }

    @Test("a window of another length or with values that are not numbers is refused and leaves the stream as it was")
    func refused() throws {
        let detector = try NativeSileroVAD(weightsPath: Models.weights)
        var state = detector.makeState()
        let window = GoldenSignal.vowels.samples(512, seed: 1)
        _ = try detector.probability(of: window.span, state: &state)
        let before = state
        #expect(throws: PerceptionError.windowLength(expected: 512, got: 511)) {
            try detector.probability(of: window.span.extracting(0..<511), state: &state)
        }
        for value in [Float.nan, .infinity, -.infinity] {
            #expect(throws: PerceptionError.notNumbers) {
                try detector.probability(of: [Float](repeating: value, count: 512).span, state: &state)
            }
        }
        #expect(state == before)
        #expect(before != detector.makeState())
    }

    @Test("a stream's state stays where it is in memory")
    func storage() throws {
        let detector = try NativeSileroVAD(weightsPath: Models.weights)
        var state = detector.makeState()
        let window = GoldenSignal.vowels.samples(512, seed: 1)
        // A state is one array, and an array one pointer.
        func address() -> UInt { unsafe withUnsafeBytes(of: state) { unsafe $0.loadUnaligned(as: UInt.self) } }
        let before = address()
        for _ in 0..<100 { _ = try detector.probability(of: window.span, state: &state) }
        #expect(address() == before)
    }

    @Test("an ONNX model, a missing file and other weights are told apart and say what to run")
    func wrongWeights() throws {
        for (path, part) in [(Models.silero, "no usable weights"), ("/nowhere.safetensors", "No such file")] {
            let error = #expect(throws: PerceptionError.self) { try NativeSileroVAD(weightsPath: path) }
            let text = error?.description ?? ""
            #expect(text.contains(path) && text.contains(part) && text.contains("make models"), "\(text)")
        }
        // The first row is the window, and no other row fits one with values of twice or half the size.
        var bytes = try #require(TextFile.bytes(Models.weights))
        let header = 8 + Int(bytes[0]) + Int(bytes[1]) << 8
        for value in 64..<192 { bytes[header + 4 * value + 2] ^= 0x80 }
        let error = #expect(throws: PerceptionError.self) { try NativeSileroVAD(SafetensorsFile(path: "w", bytes: bytes)) }
        #expect(error?.description.contains("is no Fourier transform") == true, "\(String(describing: error))")
    }
}
