internal import Network

extension FuzzTarget {
    /// One direction of a WebSocket: the same messages however the bytes were cut, and every message as it was sent.
    static let frames = FuzzTarget(name: "frames") { bytes in
        let ways = Splits.all(of: bytes)
        for isMasked in [true, false] {
            let events = decode(ways[0], isMasked: isMasked)
            for pieces in ways.dropFirst() {
                precondition(decode(pieces, isMasked: isMasked) == events, "the pieces make a difference")
            }
            for event in events { check(event, isMasked: isMasked) }
        }
    }

    private static let longestMessage = 4_096

    private static func decode(_ pieces: [ArraySlice<UInt8>], isMasked: Bool) -> [WebSocketFrameDecoder.Event] {
        var decoder = WebSocketFrameDecoder(maximumMessageBytes: longestMessage, isMasked: isMasked)
        var events: [WebSocketFrameDecoder.Event] = []
        for piece in pieces {
            unsafe piece.withUnsafeBytes { piece in
                unsafe decoder.push(piece) { event in
                    events.append(event)
                    return true
                }
            }
            if case .violation = events.last { break }
        }
        return events
    }

    private static func check(_ event: WebSocketFrameDecoder.Event, isMasked: Bool) {
        switch event {
        case .message(.text(let bytes)):
            precondition(String(validating: bytes, as: UTF8.self) != nil, "a text is not UTF-8")
            precondition(resent(bytes, opcode: 0x81, isMasked: isMasked) == [event], "a text does not come as it was sent")
        case .message(.binary(let bytes)):
            precondition(resent(bytes, opcode: 0x82, isMasked: isMasked) == [event], "a message does not come as it was sent")
        case .ping(let bytes):
            precondition(bytes.count <= 125, "a control frame is too long")
            precondition(resent(bytes, opcode: 0x89, isMasked: isMasked) == [event], "a ping does not come as it was sent")
        case .close(let code):
            precondition(code.map { (1000...4999).contains($0) } ?? true, "a close code that nobody may send")
        case .violation(_, let reason): precondition(!reason.isEmpty, "a refusal without words")
        case .fragment, .pong: break
        }
    }

    /// What comes out when the payload is sent as one frame, and only that.
    private static func resent(_ payload: [UInt8], opcode: UInt8, isMasked: Bool) -> [WebSocketFrameDecoder.Event] {
        precondition(payload.count <= longestMessage, "a message is too long")
        let mask: [UInt8] = [0x5A, 0x01, 0xFF, 0x80]
        var frame = [opcode]
        if payload.count < 126 {
            frame.append(UInt8(payload.count))
        } else {
            frame += [126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        }
        if isMasked {
            frame[1] |= 0x80
            frame += mask
            frame += payload.enumerated().map { $1 ^ mask[$0 & 3] }
        } else {
            frame += payload
        }
        return decode([frame[...]], isMasked: isMasked)
    }
}
