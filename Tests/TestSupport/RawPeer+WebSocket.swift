extension RawPeer {
    /// The bytes of one frame as a client sends it, masked unless told otherwise.
    package static func frame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true, mask: [UInt8]? = [0x37, 0xFA, 0x21, 0x3D])
        -> [UInt8]
    {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        let flag: UInt8 = mask == nil ? 0 : 0x80
        switch payload.count {
        case ..<126: bytes.append(flag | UInt8(payload.count))
        case ..<65_536: bytes += [flag | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: bytes += [flag | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        guard let mask else { return bytes + payload }
        return bytes + mask + payload.indices.map { payload[$0] ^ mask[$0 & 3] }
    }

    /// A handshake with RFC 6455's own example key.
    package static func handshake(path: String = "/", headers: [String] = []) -> String {
        let lines =
            [
                "GET \(path) HTTP/1.1", "Host: localhost", "Upgrade: websocket", "Connection: keep-alive, Upgrade",
                "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ] + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// Opens a WebSocket; the status and headers of the answer.
    package func upgrade(path: String = "/", headers: [String] = []) -> (status: Int, headers: [String: String])? {
        send(Self.handshake(path: path, headers: headers))
        return readResponse().map { ($0.status, $0.headers) }
    }

    /// The next frame from the server; `nil` at the end.
    package func readFrame() -> (opcode: UInt8, isFinal: Bool, isMasked: Bool, payload: [UInt8])? {
        guard let start = read(2) else { return nil }
        var length = Int(start[1] & 0x7F)
        if length >= 126 {
            guard let wide = read(length == 126 ? 2 : 8) else { return nil }
            length = wide.reduce(0) { $0 << 8 | Int($1) }
        }
        guard let payload = read(length) else { return nil }
        return (start[0] & 0x0F, start[0] & 0x80 != 0, start[1] & 0x80 != 0, payload)
    }

    /// The code of the close frame that comes next, frames of other kinds dropped; 1005 for a frame without one, `nil` at the end.
    package func readCloseCode() -> UInt16? {
        while let frame = readFrame() {
            guard frame.opcode == 8 else { continue }
            return frame.payload.count < 2 ? 1005 : UInt16(frame.payload[0]) << 8 | UInt16(frame.payload[1])
        }
        return nil
    }
}
