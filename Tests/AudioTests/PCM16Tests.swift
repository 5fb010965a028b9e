import Audio
import Testing

@Suite struct PCM16Tests {
    @Test("every 16-bit value survives the way to a float and back")
    func exact() {
        let all = Array(Int16.min...Int16.max)
        #expect(PCM16.quantize(PCM16.floats(all)) == all)
        #expect(PCM16.decode(PCM16.encode(all)) == all)
    }

    @Test(
        "values are rounded to the nearest and clipped",
        arguments: [
            (1, 32_767), (-1, -32_768), (1.5, 32_767), (-7, -32_768), (.infinity, 32_767), (-.infinity, -32_768), (.nan, 0),
            (0.6 / 32_768, 1), (-0.6 / 32_768, -1), (0.4 / 32_768, 0), (32_767.4 / 32_768, 32_767),
        ] as [(Float, Int16)])
    func rounded(value: Float, sample: Int16) { #expect(PCM16.quantize(value) == sample) }

    @Test("bytes are little-endian and an odd one is left out")
    func bytes() {
        #expect(PCM16.decode([0x34, 0x12, 0xFF, 0xFF, 7]) == [0x1234, -1])
        #expect(PCM16.encode([0x1234, -2]) == [0x34, 0x12, 0xFE, 0xFF])
    }

    @Test("results are appended to what was there")
    func appended() {
        var samples: [Int16] = [5]
        PCM16.decode([1, 0].span, into: &samples)
        PCM16.convert(([0.5] as [Float]).span, into: &samples)
        #expect(samples == [5, 1, 16_384])
    }
}
