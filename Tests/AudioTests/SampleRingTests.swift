import Audio
import TestSupport
import Testing

@Suite struct SampleRingTests {
    @Test("positions give what was heard there, whatever the pieces were", arguments: 0..<6 as Range<UInt64>)
    func positions(seed: UInt64) {
        var random = Seeded(seed)
        let start = InputSample(Int64.random(in: 0...5_000, using: &random))
        var ring = SampleRing(capacity: 500, startingAt: start)
        var heard: [Int16] = []
        for _ in 0..<300 {
            let piece = (0..<Int.random(in: 0...700, using: &random) / Int.random(in: 1...9, using: &random)).map { _ in
                Int16.random(in: .min ... .max, using: &random)
            }
            ring.append(piece)
            heard += piece
            if Int.random(in: 0..<20, using: &random) == 0 { ring.shrink(keeping: Int.random(in: 0...100, using: &random)) }
            #expect(ring.end == start + heard.count)
            #expect(ring.count <= 500 && ring.byteCount <= 1_000)
            let held = Array(heard.suffix(ring.count))
            #expect(ring.copy(from: ring.start, to: ring.end) == held)
            let low = Int.random(in: 0...heard.count, using: &random)
            let high = Int.random(in: low...heard.count, using: &random)
            let oldest = ring.start - start
            let expected = max(low, oldest) < high ? Array(heard[max(low, oldest)..<high]) : []
            #expect(ring.copy(from: start + low, to: start + high) == expected)
        }
    }

    @Test("the oldest samples fall out, also when one piece is longer than the ring")
    func falls() {
        var ring = SampleRing(capacity: 4)
        ring.append([1, 2, 3])
        ring.append([4, 5])
        #expect(ring.start == InputSample(1))
        #expect(ring.copy(from: .zero, to: ring.end) == [2, 3, 4, 5])
        ring.append(Array(6...15))
        #expect(ring.start == InputSample(11))
        #expect(ring.copy(from: .zero, to: InputSample(99)) == [12, 13, 14, 15])
        #expect(ring.copy(from: InputSample(13), to: InputSample(12)).isEmpty)
    }

    @Test("an idle ring takes no memory and gives back what it took")
    func memory() {
        var ring = SampleRing(capacity: 160_000)
        #expect(ring.byteCount == 0)
        ring.append([Int16](repeating: 1, count: 320))
        #expect(ring.byteCount == 640)
        for _ in 0..<1_000 { ring.append([Int16](repeating: 2, count: 320)) }
        #expect(ring.byteCount == 320_000)
        ring.shrink(keeping: 8_000)
        #expect(ring.byteCount == 16_000)
        #expect(ring.start == ring.end + -8_000)
        ring.shrink(keeping: 0)
        #expect(ring.byteCount == 0 && ring.start == ring.end)
    }

    @Test("with room to keep, forgetting and hearing on moves no memory, and nothing of what is kept is lost")
    func room() {
        var ring = SampleRing(capacity: 1_000)
        var next: Int16 = 0
        for round in 0..<200 {
            ring.append((0..<32).map { next + $0 })
            next += 32
            if ring.count >= 128 { ring.shrink(keeping: 64, room: 160) }
            if round > 3 { #expect(ring.byteCount == 320) }
            #expect(ring.copy(from: ring.start, to: ring.end) == Array(next - Int16(ring.count)..<next))
        }
        // More than there is room for is kept where it is wanted.
        ring.append([Int16](repeating: 1, count: 900))
        ring.shrink(keeping: 500, room: 160)
        #expect(ring.byteCount == 1_000 && ring.count == 500)
    }

    @Test("samples come out as floats too")
    func floats() {
        var ring = SampleRing(capacity: 3)
        ring.append([7, 16_384, -32_768, 8_192])
        var floats: [Float] = [9]
        ring.copy(from: .zero, to: ring.end, into: &floats)
        #expect(floats == [9, 0.5, -1, 0.25])
    }
}
