/// An `input_audio_buffer.append` as nearly every client writes it: its sound is found without taking a document apart.
///
/// Only an object of the strings `type`, `audio` and `event_id`, each at most once and without escapes, is one; anything else is left to
/// the general decoder, which gives the same for these.
struct AppendedSound {
    let eventID: String?
    let sound: [UInt8]

    private enum Member { case type, audio, eventID }

    init?(_ bytes: Span<UInt8>) {
        var index = 0
        var type: Range<Int>?
        var audio: Range<Int>?
        var event: Range<Int>?
        guard Self.take(UInt8(ascii: "{"), bytes, &index) else { return nil }
        repeat {
            guard let key = Self.string(bytes, &index), Self.take(UInt8(ascii: ":"), bytes, &index),
                let value = Self.string(bytes, &index)
            else { return nil }
            switch Self.member(bytes.extracting(key)) {
            case .type where type == nil: type = value
            case .audio where audio == nil: audio = value
            case .eventID where event == nil: event = value
            default: return nil
            }
        } while Self.take(UInt8(ascii: ","), bytes, &index)
        guard Self.take(UInt8(ascii: "}"), bytes, &index) else { return nil }
        Self.skipSpace(bytes, &index)
        guard index == bytes.count, let type, let audio, Self.isEqual(bytes.extracting(type), "input_audio_buffer.append"),
            let sound = Base64.decode(bytes.extracting(audio))
        else { return nil }
        if let event {
            guard let valid = try? UTF8Span(validating: bytes.extracting(event)) else { return nil }
            eventID = String(copying: valid)
        } else {
            eventID = nil
        }
        self.sound = sound
    }

    private static func member(_ key: Span<UInt8>) -> Member? {
        if isEqual(key, "audio") { return .audio }
        if isEqual(key, "type") { return .type }
        return isEqual(key, "event_id") ? .eventID : nil
    }

    private static func isEqual(_ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount else { return false }
        for index in bytes.indices where unsafe bytes[index] != text.utf8Start[index] { return false }
        return true
    }

    private static func skipSpace(_ bytes: Span<UInt8>, _ index: inout Int) {
        while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
    }

    /// Whether `byte` comes next, after white space; then it is taken.
    private static func take(_ byte: UInt8, _ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        skipSpace(bytes, &index)
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Where the text of the string that comes next lies; `nil` where there is none, or one with escapes.
    private static func string(_ bytes: Span<UInt8>, _ index: inout Int) -> Range<Int>? {
        guard take(UInt8(ascii: "\""), bytes, &index) else { return nil }
        let start = index
        // Eight bytes at a time while none of them is a quote, a backslash or a control character.
        while index + 8 <= bytes.count {
            let word = unsafe bytes.bytes.word(at: index)
            guard !holdsSpecial(word) else { break }
            index += 8
        }
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                defer { index += 1 }
                return start..<index
            case UInt8(ascii: "\\"), ..<0x20: return nil
            default: index += 1
            }
        }
        return nil
    }

    private static func holdsSpecial(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        func holdsZero(_ word: UInt64) -> Bool { (word &- ones) & ~word & high != 0 }
        let holdsControl = (word &- 0x20 &* ones) & ~word & high != 0
        return holdsControl || holdsZero(word ^ ones &* UInt64(UInt8(ascii: "\""))) || holdsZero(word ^ ones &* UInt64(UInt8(ascii: "\\")))
    }
}

extension RawSpan {
    /// The eight bytes at `offset`, which must be there.
    fileprivate func word(at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset + 8 <= byteCount)
        return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    }
}
