import Perception
import Testing

@Suite(.enabled(if: Models.hasWeights, Models.absent)) struct BatchedSileroVADTests {
    private func alone(_ samples: [Float]) throws -> [Float] {
        let detector = try Models.activity.get()
        var state = detector.makeState()
        return try stride(from: 0, through: samples.count - 512, by: 512).map {
            try detector.probability(of: samples.span.extracting($0..<$0 + 512), state: &state)
        }
    }

    @Test(
        "rows of one run equal runs of one row, whichever graph computes them, and each stream's state is its own",
        arguments: [1, 2, 7, 32], [Models.silero, Models.batch])
    func rows(count: Int, path: String) throws {
        let detector = try path == Models.batch ? Models.inBatches.get() : Models.activity.get()
        let sounds = (0..<count).map { GoldenSignal.vowels.samples(12_800, seed: UInt64($0)) }
        var rows = sounds.map { _ in SileroVAD.Row(state: detector.makeState(), window: []) }
        var together = [[Float]](repeating: [], count: count)
        for start in stride(from: 0, through: 12_800 - 512, by: 512) {
            for index in 0..<count { rows[index].window = Array(sounds[index][start..<start + 512]) }
            try detector.judge(&rows)
            for index in 0..<count { together[index].append(rows[index].probability) }
        }
        for index in 0..<count {
            let expected = try alone(sounds[index])
            #expect(zip(together[index], expected).allSatisfy { abs($0 - $1) < 1e-5 }, "row \(index) of \(count), \(path)")
            #expect(together[index].count == 25)
        }
    }

    @Test(
        "streams of different lengths on many tasks get through batches what they get alone, every window of them", arguments: [1, 5, 70])
    func streams(count: Int) async throws {
        let batches = BatchedSileroVAD(try Models.inBatches.get(), delay: .milliseconds(2))
        let sounds = (0..<count).map { GoldenSignal.vowels.samples(512 * (10 + $0 % 7), seed: UInt64($0)) }
        let got = try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
            for index in 0..<count {
                group.addTask {
                    let stream = batches.makeStream()
                    var probabilities: [Float] = []
                    for start in stride(from: 0, to: sounds[index].count, by: 512) {
                        let window = Array(sounds[index][start..<start + 512])
                        probabilities.append(try await stream.probability(of: window.span))
                    }
                    return (index, probabilities)
                }
            }
            return try await group.reduce(into: [[Float]](repeating: [], count: count)) { $0[$1.0] = $1.1 }
        }
        var windows = 0
        for index in 0..<count {
            let expected = try alone(sounds[index])
            windows += expected.count
            #expect(got[index].count == expected.count)
            #expect(zip(got[index], expected).allSatisfy { abs($0 - $1) < 1e-5 }, "stream \(index) of \(count)")
        }
        // One at a time where there is one, and together where there are many.
        #expect(count == 1 ? batches.batches == windows : batches.batches < windows)
    }

    @Test("a window that cannot be judged fails alone, and its stream goes on as if it had not come")
    func refused() async throws {
        let batches = BatchedSileroVAD(try Models.inBatches.get(), delay: .milliseconds(1))
        let stream = batches.makeStream()
        let sound = GoldenSignal.vowels.samples(2_048, seed: 4)
        let expected = try alone(sound)
        let broken = [Float](repeating: .nan, count: 512)
        for (index, start) in stride(from: 0, to: 2_048, by: 512).enumerated() {
            do {
                _ = try await stream.probability(of: broken.span)
                Issue.record("values that are not numbers were judged")
            } catch {
                #expect(error == .notNumbers)
            }
            do {
                _ = try await stream.probability(of: sound.span.extracting(0..<100))
                Issue.record("a part of a window was judged")
            } catch {
                #expect(error == .windowLength(expected: 512, got: 100))
            }
            let probability = try await stream.probability(of: sound.span.extracting(start..<start + 512))
            #expect(abs(probability - expected[index]) < 1e-5)
        }
    }
}
