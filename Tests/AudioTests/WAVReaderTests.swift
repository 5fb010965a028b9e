import Audio
import TestSupport
import Testing

private let pcm = PCM16.encode([0, 16_384, -16_384, 32_767, -32_768, 1])
private let values: [Float] = [0, 0.5, -0.5, 32_767 / 32_768, -1, 1 / 32_768]

@Suite struct WAVReaderTests {
    private struct Coded: CustomTestStringConvertible {
        let name: String
        let tag: UInt16
        let bits: UInt16
        let one: [UInt8]
        let value: Float
        var testDescription: String { name }
    }

    @Test(
        "every coding is read, plain and extensible",
        arguments: [
            Coded(name: "8 bit", tag: 1, bits: 8, one: [192], value: 0.5),
            Coded(name: "16 bit", tag: 1, bits: 16, one: [0, 0xC0], value: -0.5),
            Coded(name: "24 bit", tag: 1, bits: 24, one: [0, 0, 0x40], value: 0.5),
            Coded(name: "20 bit in three bytes", tag: 1, bits: 20, one: [0, 0, 0xC0], value: -0.5),
            Coded(name: "32 bit", tag: 1, bits: 32, one: [0, 0, 0, 0xC0], value: -0.5),
            Coded(name: "float", tag: 3, bits: 32, one: WAVFile.little(Float(-0.25).bitPattern), value: -0.25),
            Coded(name: "double", tag: 3, bits: 64, one: WAVFile.little(0.75.bitPattern), value: 0.75),
            Coded(name: "A-law", tag: 6, bits: 8, one: [0x55], value: -8 / 32_768),
            Coded(name: "mu-law", tag: 7, bits: 8, one: [0x00], value: -32_124 / 32_768),
        ], [false, true])
    private func codings(coded: Coded, extensible: Bool) throws {
        let width = UInt16(coded.one.count)
        let file = WAVFile(tag: coded.tag, bits: coded.bits, extensible: extensible, data: coded.one + coded.one, frameWidth: width)
        let recording = try WAVReader.read(file.bytes)
        #expect(recording.clip.samples == [coded.value, coded.value])
        #expect(recording.warnings.isEmpty)
    }

    @Test("24 bits in four bytes are found by the width of a frame")
    func wideContainer() throws {
        let file = WAVFile(bits: 24, data: [0, 0, 0, 0x40], frameWidth: 4)
        #expect(try WAVReader.read(file.bytes).clip.samples == [0.5])
    }

    @Test("chunks come in any order, odd ones with and without their pad byte", arguments: [true, false], [true, false])
    func chunks(dataFirst: Bool, pads: Bool) throws {
        let odd = (id: "bext", body: [UInt8](repeating: 7, count: 13))
        let file = WAVFile(
            before: [(id: "JUNK", body: [1, 2, 3, 4]), odd], between: [(id: "LIST", body: [9, 9, 9]), (id: "fact", body: [6, 0, 0, 0])],
            after: [(id: "id3 ", body: [1, 2, 3])], data: pcm, dataFirst: dataFirst, pads: pads)
        let recording = try WAVReader.read(file.bytes)
        #expect(recording.clip == AudioClip(samples: values, rate: .hz16000))
        #expect(recording.warnings.isEmpty)
    }

    @Test("a streamed header means all that follows", arguments: [0, 0xFFFF_FFFF, 0x7FFF_FFFF, 0x7FFF_FFDB] as [UInt32])
    func streamed(size: UInt32) throws {
        let recording = try WAVReader.read(WAVFile(data: pcm, dataSize: size).bytes)
        #expect(recording.clip.samples == values)
        #expect(recording.warnings.isEmpty)
    }

    @Test("RF64 keeps its length in a chunk of its own")
    func rf64() throws {
        let long = WAVFile.little(UInt64(100)) + WAVFile.little(UInt64(pcm.count)) + WAVFile.little(UInt64(6)) + WAVFile.little(UInt32(0))
        let trailer = [(id: "LIST", body: [UInt8](repeating: 1, count: 8))]
        let file = WAVFile(magic: "RF64", before: [(id: "ds64", body: long)], after: trailer, data: pcm, dataSize: 0xFFFF_FFFF)
        #expect(try WAVReader.read(file.bytes).clip.samples == values)
    }

    @Test("a file cut off gives what is there and says what is missing")
    func truncated() throws {
        let recording = try WAVReader.read(WAVFile(data: pcm, dataSize: 32_012).bytes)
        #expect(recording.clip.samples == values)
        #expect(recording.warnings == ["the file was cut off: 1000 ms of 1000 ms (32000 bytes) are missing"])
    }

    @Test("half a sample at the end is left out with a warning")
    func halfSample() throws {
        let recording = try WAVReader.read(WAVFile(data: pcm + [1]).bytes)
        #expect(recording.clip.samples == values)
        #expect(recording.warnings == ["the last 1 bytes are no whole sample and were left out"])
    }

    @Test("no samples and samples beyond full scale are told")
    func told() throws {
        #expect(try WAVReader.read(WAVFile().bytes).warnings == ["the file holds no samples"])
        let loud = [Float(2), .nan, -.infinity, 0.5].flatMap { WAVFile.little($0.bitPattern) }
        let recording = try WAVReader.read(WAVFile(tag: 3, bits: 32, data: loud).bytes)
        #expect(recording.clip.samples == [1, 0, -1, 0.5])
        #expect(recording.warnings == ["3 samples beyond full scale were clipped"])
    }

    @Test("channels are mixed to their mean")
    func channels() throws {
        let file = WAVFile(channels: 3, data: PCM16.encode([0, 16_384, 16_384, -32_768, -32_768, 16_384]))
        let recording = try WAVReader.read(file.bytes)
        #expect(recording.clip.samples == [Float(1) / 3, -0.5])
        #expect(recording.format.channels == 3)
    }

    @Test("what we wrote reads back to the same samples", arguments: [8_000, 16_000, 24_000, 44_100])
    func roundTrip(hertz: Int) throws {
        let rate = try #require(SampleRate(hertz: hertz))
        let recording = try WAVReader.read(WAVWriter.bytes(AudioClip(samples: values, rate: rate)))
        #expect(recording.clip == AudioClip(samples: values, rate: rate))
    }

    @Test("a file on disk reads like its bytes")
    func onDisk() throws {
        let folder = TemporaryFolder("wav")
        let path = folder.file("values.wav")
        try WAVWriter.write(AudioClip(samples: values, rate: .hz8000), path: path)
        #expect(try WAVReader.read(path: path).clip == AudioClip(samples: values, rate: .hz8000))
        #expect(throws: WAVError.tooLarge(limit: 20)) { try WAVReader.read(path: path, limit: 20) }
    }

    @Test("seeded damage gives a clip or an error, never a crash", arguments: 0..<8 as Range<UInt64>)
    func damage(seed: UInt64) {
        var random = Seeded(seed)
        let sound = (0..<400).map { _ in UInt8.random(in: 0...255, using: &random) }
        let long = WAVFile.little(UInt64(500)) + WAVFile.little(UInt64(400)) + WAVFile.little(UInt64(200)) + WAVFile.little(UInt32(0))
        let originals = [
            WAVFile(before: [(id: "JUNK", body: [1, 2, 3])], data: sound).bytes,
            WAVFile(tag: 3, channels: 2, bits: 32, extensible: true, after: [(id: "LIST", body: sound)], data: sound).bytes,
            WAVFile(magic: "RF64", bits: 24, before: [(id: "ds64", body: long)], data: sound, dataSize: 0xFFFF_FFFF).bytes,
        ]
        var clips = 0
        var errors = 0
        for round in 0..<3_000 {
            var bytes = originals[round % originals.count]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                // Damage lands in the headers, where it matters, four times of five.
                let reach = Int.random(in: 0..<5, using: &random) == 0 ? bytes.count : min(bytes.count, 100)
                guard reach > 0 else { break }
                let place = Int.random(in: 0..<reach, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[place] = [0, 0xFF, 0x7F, 0x80].randomElement(using: &random) ?? 0
                case 2: bytes.remove(at: place)
                default: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random) / 8)
                }
            }
            do {
                let recording = try WAVReader.read(bytes)
                #expect(recording.clip.samples.count <= bytes.count)
                #expect(recording.clip.samples.allSatisfy { abs($0) <= 1 })
                clips += 1
            } catch {
                #expect(!error.description.isEmpty)
                errors += 1
            }
        }
        #expect(clips > 300 && errors > 300, "the damage should leave some files readable and break others")
    }

    @Test("a lent recording is read whole", .enabled(if: TestData.folder != nil, Comment(rawValue: TestData.absent)))
    func lent() throws {
        let folder = try #require(TestData.folder)
        let recording = try WAVReader.read(path: folder + "/speech/assistant_commands/open/jfk.wav")
        #expect(recording.clip.rate == .hz16000)
        #expect(recording.clip.samples.count > 16_000)
        #expect(recording.warnings.isEmpty)
    }
}
