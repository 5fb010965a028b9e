/// Builds WAV files of every shape for the tests, byte by byte.
struct WAVFile {
    var magic = "RIFF"
    var tag: UInt16 = 1
    var channels: UInt16 = 1
    var hertz: UInt32 = 16_000
    var bits: UInt16 = 16
    var extensible = false
    var before: [(id: String, body: [UInt8])] = []
    var between: [(id: String, body: [UInt8])] = []
    var after: [(id: String, body: [UInt8])] = []
    var data: [UInt8] = []
    var dataSize: UInt32?
    var dataFirst = false
    var pads = true
    var frameWidth: UInt16?

    static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (0..<Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> Value($0 * 8)) }
    }

    private func chunk(_ id: String, _ body: [UInt8], size: UInt32? = nil) -> [UInt8] {
        var bytes = Array(id.utf8) + Self.little(size ?? UInt32(body.count)) + body
        if pads, body.count % 2 == 1 { bytes.append(0) }
        return bytes
    }

    private var format: [UInt8] {
        let width = frameWidth ?? channels &* (bits / 8)
        var body = Self.little(extensible ? 0xFFFE : tag) + Self.little(channels) + Self.little(hertz)
        body += Self.little(hertz &* UInt32(width)) + Self.little(width) + Self.little(bits)
        if extensible {
            body += Self.little(UInt16(22)) + Self.little(bits) + Self.little(UInt32(4)) + Self.little(tag)
            body += [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
        }
        return chunk("fmt ", body)
    }

    var bytes: [UInt8] {
        let sound = chunk("data", data, size: dataSize)
        var chunks = before.flatMap { chunk($0.id, $0.body) }
        chunks += dataFirst ? sound : format
        chunks += between.flatMap { chunk($0.id, $0.body) }
        chunks += dataFirst ? format : sound
        chunks += after.flatMap { chunk($0.id, $0.body) }
        return Array(magic.utf8) + Self.little(UInt32(chunks.count + 4)) + Array("WAVE".utf8) + chunks
    }
}
