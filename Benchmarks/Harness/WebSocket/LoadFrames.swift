internal import Audio

/// Frames as a client sends them, prepared before anything is measured.
enum LoadFrames {
    /// Any mask but zeros, so that the server has it to take off.
    private static let mask: [UInt8] = [0x5A, 0xC3, 0x17, 0x9E]

    static func text(_ text: String) -> [UInt8] { masked(0x81, Array(text.utf8)) }
    static func binary(_ payload: [UInt8]) -> [UInt8] { masked(0x82, payload) }

    private static func masked(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let length: [UInt8] =
            switch payload.count {
            case ..<126: [0x80 | UInt8(payload.count)]
            case ..<65_536: [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
            default: [0x80 | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (8 * (7 - $0))) }
            }
        return [first] + length + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
    }

    /// The event that carries `sound` as text.
    static func append(_ sound: [UInt8]) -> String { #"{"type":"input_audio_buffer.append","audio":""# + base64(sound) + #""}"# }

    static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = Array(bytes[start..<min(start + 3, bytes.count)])
            let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for place in 0..<4 { text.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "=")) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Pieces of a quiet room, -60 dBFS, as 16-bit samples of 16 kHz.
    static func room(pieces: Int, bytes: Int) -> [[UInt8]] {
        var noise = RoomNoise(decibels: -60, seed: 1)
        return (0..<pieces).map { _ in PCM16.encode(noise.frame(bytes / 2)) }
    }
}
