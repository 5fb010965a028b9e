/// Where a WAV keeps its format and its sound.
struct WAVLayout {
    var format: Range<Int>
    /// The sound's bytes that are there.
    var data: Range<Int>
    /// Bytes of sound that the header promises beyond the file's end.
    var missing: Int

    private typealias Sound = (range: Range<Int>, missing: Int)

    init(_ bytes: Span<UInt8>) throws(WAVError) {
        guard !bytes.isEmpty else { throw .empty }
        if let foreign = ForeignFile(bytes) { throw .foreign(foreign) }
        guard Self.id("RIFF", bytes, 0) || Self.id("RF64", bytes, 0) || Self.id("BW64", bytes, 0) else { throw .notWAV }
        guard bytes.count >= 12 else { throw .header("it ends after \(bytes.count) bytes") }
        guard Self.id("WAVE", bytes, 8) else { throw .notWAV }
        var format: Range<Int>?
        var sound: Sound?
        var longSize: UInt64?
        var offset = 12
        while offset + 8 <= bytes.count, format == nil || sound == nil {
            let size = Int(bytes.uint32(at: offset + 4))
            let body = offset + 8
            let held = body..<min(body + size, bytes.count)
            if Self.id("fmt ", bytes, offset) {
                if format == nil { format = held }
            } else if Self.id("ds64", bytes, offset) {
                if held.count >= 16 { longSize = bytes.uint64(at: body + 8) }
            } else if Self.id("data", bytes, offset), sound == nil {
                sound = Self.sound(bytes, at: body, size: size, longSize: longSize)
            }
            let end = sound.map { $0.range.lowerBound == body ? $0.range.upperBound : body + size } ?? body + size
            offset = Self.next(bytes, after: end, odd: size % 2 == 1)
        }
        guard let sound else { throw format == nil ? .noFormat : .noData }
        guard let format else { throw .noFormat }
        self.format = format
        data = sound.range
        missing = sound.missing
    }

    private static func sound(_ bytes: Span<UInt8>, at body: Int, size: Int, longSize: UInt64?) -> Sound {
        let there = bytes.count - body
        let toTheEnd = (range: body..<bytes.count, missing: 0)
        if size == 0xFFFF_FFFF {
            guard let longSize, longSize > 0 else { return toTheEnd }
            let declared = Int(min(longSize, 1 << 50))
            return (body..<body + min(declared, there), max(0, declared - there))
        }
        // A recorder that cannot go back writes a length near 2 or 4 GiB, or none.
        if size > there, size >= 0x7FFF_0000 { return toTheEnd }
        if size == 0, there > 0, !isChunk(bytes, body) { return toTheEnd }
        return (body..<body + min(size, there), max(0, size - there))
    }

    /// Where the next chunk begins. An odd chunk is followed by a pad byte of 0, which some writers forget.
    private static func next(_ bytes: Span<UInt8>, after end: Int, odd: Bool) -> Int {
        guard odd, end < bytes.count else { return end }
        return bytes[end] != 0 && isChunk(bytes, end) ? end : end + 1
    }

    /// Whether the eight bytes at `offset` look like a chunk's header: four printable letters and a size that fits.
    private static func isChunk(_ bytes: Span<UInt8>, _ offset: Int) -> Bool {
        guard offset + 8 <= bytes.count else { return false }
        let printable = (offset..<offset + 4).allSatisfy { (0x20...0x7E).contains(bytes[$0]) }
        return printable && Int(bytes.uint32(at: offset + 4)) <= bytes.count - offset
    }

    private static func id(_ name: StaticString, _ bytes: Span<UInt8>, _ offset: Int) -> Bool {
        guard offset + 4 <= bytes.count else { return false }
        return (0..<4).allSatisfy { unsafe bytes[offset + $0] == name.utf8Start[$0] }
    }
}
