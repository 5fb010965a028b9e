import Audio
import Testing

@Suite struct G711Tests {
    @Test("every byte survives decoding and encoding", arguments: G711.allCases)
    func bytes(law: G711) {
        for byte in UInt8.min...UInt8.max {
            let again = law.encode(law.decode(byte))
            // Mu-law has two zeros, which decode alike.
            #expect(again == byte || law == .muLaw && byte == 0x7F && again == 0xFF)
        }
    }

    @Test(
        "known values of Recommendation G.711",
        arguments: [
            (G711.muLaw, 0x00, -32_124), (.muLaw, 0x80, 32_124), (.muLaw, 0xFF, 0), (.muLaw, 0xEF, 132), (.muLaw, 0xFE, 8),
            (.aLaw, 0x2A, -32_256), (.aLaw, 0xAA, 32_256), (.aLaw, 0xD5, 8), (.aLaw, 0x55, -8), (.aLaw, 0xC5, 264),
        ] as [(G711, UInt8, Int16)])
    func known(law: G711, byte: UInt8, sample: Int16) { #expect(law.decode(byte) == sample) }

    @Test("each sample becomes a byte at most half a step away", arguments: G711.allCases)
    func nearest(law: G711) {
        for sample in Int(Int16.min)...Int(Int16.max) {
            let error = abs(Int(law.decode(law.encode(Int16(sample)))) - sample)
            // A step is a sixteenth of its segment, which begins at half the value or above; mu-law counts from -132.
            #expect(error <= max(8, (abs(sample) + 132) / 32), "\(sample)")
        }
    }

    @Test("a frame is decoded and encoded like its bytes", arguments: G711.allCases)
    func frames(law: G711) {
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(law.decode(bytes) == bytes.map { law.decode($0) })
        let samples: [Int16] = [0, 1, -1, 1_000, -32_768, 32_767]
        #expect(law.encode(samples) == samples.map { law.encode($0) })
    }
}
