import Audio
import Inference
import Perception
import TestSupport
import Testing

@Suite(.enabled(if: Models.present, Models.absent)) struct SileroVADTests {
    private func probabilities(_ samples: [Float]) throws -> [Float] {
        let detector = try Models.activity.get()
        var state = detector.makeState()
        return try stride(from: 0, through: samples.count - 512, by: 512).map {
            try detector.probability(of: samples.span.extracting($0..<$0 + 512), state: &state)
        }
    }

    @Test("probabilities equal those of Python's runtime, for signals and for a lent recording where there is one")
    func golden() throws {
        var got: ArraySlice<Float> = []
        var compared = 0
        for line in try goldenLines("activity.txt") {
            if line[0] == "signal" {
                let signal = try #require(GoldenSignal(rawValue: line[1]))
                got = try probabilities(signal.samples(try #require(Int(line[2])), seed: try #require(UInt64(line[3]))))[...]
            } else if line[0] == "file" {
                guard let folder = TestData.folder else { break }
                got = try probabilities(Array(WAVReader.read(path: folder + "/" + line[1]).clip.samples.prefix(64_000)))[...]
            } else {
                let expected = try #require(Float(line[0]))
                let next = got.popFirst()
                let probability = try #require(next)
                #expect(abs(probability - expected) < 0.000_1)
                compared += 1
            }
        }
        #expect(compared == (TestData.folder == nil ? 170 : 295))
    }

    @Test("streams that take turns hear nothing of each other")
    func isolation() throws {
        let detector = try Models.activity.get()
        let streams = (0..<3).map { GoldenSignal.vowels.samples(24_000, seed: UInt64($0)) } + [GoldenSignal.noise.samples(24_000, seed: 9)]
        let alone = try streams.map { try probabilities($0) }
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

    @Test("streams on several threads at once give what they give alone")
    func threads() async throws {
        let alone = try (0..<6).map { try probabilities(GoldenSignal.vowels.samples(24_000, seed: UInt64($0))) }
        try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
            for index in 0..<6 {
                group.addTask { (index, try probabilities(GoldenSignal.vowels.samples(24_000, seed: UInt64(index)))) }
            }
            for try await (index, result) in group { #expect(result == alone[index]) }
        }
    }

    @Test("a window of another length or with values that are not numbers is refused and leaves the stream as it was")
    func refused() throws {
        let detector = try Models.activity.get()
        var state = detector.makeState()
        let window = GoldenSignal.vowels.samples(512, seed: 1)
        _ = try detector.probability(of: window.span, state: &state)
        let before = state
        #expect(throws: PerceptionError.windowLength(expected: 512, got: 511)) {
            try detector.probability(of: window.span.extracting(0..<511), state: &state)
        }
        #expect(throws: PerceptionError.notNumbers) {
            try detector.probability(of: [Float](repeating: .nan, count: 512).span, state: &state)
        }
        #expect(state == before)
    }

    @Test("another model, a text file and a missing file are told apart and say what to run")
    func wrongModel() throws {
        let runtime = try Models.runtime.get()
        for (path, part) in [(Models.turn, "named input_features"), (#filePath, "not an ONNX model"), ("/nowhere.onnx", "No such file")] {
            let error = #expect(throws: PerceptionError.self) { try SileroVAD(runtime: runtime, modelPath: path) }
            let text = error?.description ?? ""
            #expect(text.contains(path) && text.contains(part) && text.contains("make models"), "\(text)")
        }
        #expect(throws: PerceptionError.self) { try SmartTurn(runtime: runtime, modelPath: Models.silero) }
    }
}
