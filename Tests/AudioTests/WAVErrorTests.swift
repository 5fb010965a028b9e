import Audio
import Testing

@Suite struct WAVErrorTests {
    @Test(
        "another kind of file is named and the way out told",
        arguments: [
            (Array("ID3\u{4}".utf8), "MP3", "ffmpeg -i input.mp3 -ar 16000 -ac 1 out.wav"),
            ([0xFF, 0xFB, 0x90, 0x64], "MP3", "input.mp3"),
            ([0xFF, 0xF1, 0x50, 0x80], "AAC", "input.aac"),
            (Array("OggS".utf8), "Ogg", "input.ogg"),
            (Array("fLaC".utf8), "FLAC", "input.flac"),
            (Array("FORM\u{0}\u{0}\u{0}\u{9}AIFF".utf8), "AIFF", "input.aiff"),
            (Array("\u{0}\u{0}\u{0}\u{20}ftypM4A ".utf8), "M4A", "input.m4a"),
            ([0x1A, 0x45, 0xDF, 0xA3], "WebM", "input.webm"),
            (Array("RIFX\u{0}\u{0}\u{0}\u{9}WAVE".utf8), "big-endian", "ffmpeg"),
            (Array("RIFF\u{0}\u{0}\u{0}\u{9}AVI LIST".utf8), "AVI", "input.avi"),
            (Array("<!DOCTYPE html>".utf8), "web page", "fetch it again"),
            (Array("version https://git-lfs.example/spec/v1".utf8), "Git LFS", "git lfs pull"),
            (Array("hello, world".utf8), "not a WAV", "ffmpeg"),
            ([1], "not a WAV", "ffmpeg"),
            ([], "empty", "record or copy it again"),
        ] as [([UInt8], String, String)])
    func foreign(bytes: [UInt8], kind: String, advice: String) {
        let error = #expect(throws: WAVError.self) { try WAVReader.read(bytes) }
        let text = error?.description ?? ""
        #expect(text.contains(kind) && text.contains(advice), "\(text)")
    }

    @Test(
        "a header that cannot be true is refused by name",
        arguments: [
            (WAVFile(hertz: 0), WAVError.rate(hertz: 0)),
            (WAVFile(hertz: 4_000_000_000), .rate(hertz: 4_000_000_000)),
            (WAVFile(channels: 0), .noChannels),
            (WAVFile(tag: 0x11, bits: 4), .encoding(tag: 0x11, bits: 4)),
            (WAVFile(tag: 0x55, bits: 0, frameWidth: 1), .encoding(tag: 0x55, bits: 8)),
            (WAVFile(tag: 1, bits: 64), .encoding(tag: 1, bits: 64)),
        ])
    private func refused(file: WAVFile, expected: WAVError) {
        #expect(throws: expected) { try WAVReader.read(file.bytes) }
    }

    @Test("chunks that are not there are missed by name")
    func absent() {
        let whole = WAVFile(data: [1, 2]).bytes
        #expect(throws: WAVError.noData) { try WAVReader.read(Array(whole[..<36])) }
        #expect(throws: WAVError.noFormat) { try WAVReader.read(Array(whole[..<12])) }
        #expect(throws: WAVError.noFormat) { try WAVReader.read(Array(whole[..<12] + whole[36...])) }
        let short = Array(whole[..<16]) + WAVFile.little(UInt32(8)) + Array(whole[20..<28] + whole[36...])
        #expect(throws: WAVError.header("its format chunk has 8 of 16 bytes")) { try WAVReader.read(short) }
        #expect(throws: WAVError.header("it ends after 8 bytes")) { try WAVReader.read(Array(whole[..<8])) }
    }

    @Test("sizes that no file has take no memory")
    func absurd() throws {
        var file = WAVFile(magic: "RF64", data: [0, 0x40], dataSize: 0xFFFF_FFFF)
        file.before = [(id: "ds64", body: [UInt8](repeating: 0xFF, count: 28))]
        let recording = try WAVReader.read(file.bytes)
        #expect(recording.clip.samples == [0.5])
        #expect(recording.warnings.count == 1)
    }

    @Test(
        "a path that cannot be read says why",
        arguments: [("/nowhere/at-all.wav", "No such file or directory"), ("/tmp", "Is a directory")])
    func path(path: String, cause: String) {
        let error = #expect(throws: WAVError.file(path: path, cause: cause)) { try WAVReader.read(path: path) }
        #expect(error?.description == "\(path): \(cause)")
    }

    @Test("a path that cannot be written says why")
    func unwritable() {
        let clip = AudioClip(samples: [0], rate: .hz16000)
        #expect(throws: WAVError.file(path: "/nowhere/out.wav", cause: "No such file or directory")) {
            try WAVWriter.write(clip, path: "/nowhere/out.wav")
        }
    }
}
