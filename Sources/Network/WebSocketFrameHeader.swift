/// RFC 6455 section 5.2.
enum WebSocketOpcode: UInt8 {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    var isControl: Bool { rawValue & 0x8 != 0 }
}

/// The unmasked header of a whole, final frame, as a server sends it: 2, 4 or 10 bytes.
struct WebSocketFrameHeader {
    private(set) var bytes: InlineArray<10, UInt8>
    private(set) var count: Int

    init(_ opcode: WebSocketOpcode, payloadBytes: Int) {
        bytes = .init(repeating: 0)
        bytes[0] = 0x80 | opcode.rawValue
        switch payloadBytes {
        case ..<126:
            bytes[1] = UInt8(payloadBytes)
            count = 2
        case ..<65_536:
            bytes[1] = 126
            bytes[2] = UInt8(payloadBytes >> 8)
            bytes[3] = UInt8(payloadBytes & 0xFF)
            count = 4
        default:
            bytes[1] = 127
            for index in 0..<8 { bytes[2 + index] = UInt8(truncatingIfNeeded: payloadBytes >> (8 * (7 - index))) }
            count = 10
        }
    }
}
