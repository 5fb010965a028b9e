/// Turns the bytes of one direction of a WebSocket into messages and control frames (RFC 6455 section 5). No I/O.
///
/// Fragments are joined; everything the RFC forbids becomes a `violation`, after which the decoder must be dropped.
package struct WebSocketFrameDecoder {
    package enum Event: Equatable {
        case message(WebSocketMessage)
        /// Part of a message, with more to come.
        case fragment
        case ping([UInt8])
        case pong
        /// `nil` where the frame carried no code.
        case close(UInt16?)
        case violation(CloseCode, reason: String)
    }

    private enum Stage {
        case header
        case payload(remaining: Int)
    }

    private let maximumMessageBytes: Int
    private let isMasked: Bool

    private var stage = Stage.header
    private var header = InlineArray<14, UInt8>(repeating: 0)
    private var headerCount = 0
    private var opcode = WebSocketOpcode.continuation
    private var isFinal = false
    private var mask: UInt32 = 0
    /// Where in the mask the next payload byte is.
    private var maskPhase = 0
    /// What the message under way is; `nil` between messages.
    private var messageKind: WebSocketOpcode?
    private var message: [UInt8] = []
    private var text = TextCheck()
    private var control: [UInt8] = []

    /// - Parameter isMasked: whether the peer must mask (a client's frames), or must not (a server's).
    package init(maximumMessageBytes: Int, isMasked: Bool) {
        self.maximumMessageBytes = maximumMessageBytes
        self.isMasked = isMasked
    }

    /// Whether nothing of a next frame or message has come.
    package var isBetweenMessages: Bool {
        if case .header = stage { return headerCount == 0 && messageKind == nil }
        return false
    }

    /// Counts messages, and control frames between them, as they begin.
    private(set) var begun: UInt32 = 0

    /// Takes bytes as they came, and gives what they complete, in order; `emit` answers whether to go on.
    package mutating func push(_ bytes: UnsafeRawBufferPointer, _ emit: (Event) -> Bool) {
        var rest = unsafe bytes[...]
        while true {
            switch stage {
            case .header:
                guard let byte = unsafe rest.popFirst() else { return }
                if headerCount == 0, messageKind == nil { begun &+= 1 }
                header[headerCount] = byte
                headerCount += 1
                guard headerCount == headerBytes else { continue }
                if let violation = readHeader() {
                    _ = emit(violation)
                    return
                }
            case .payload(let remaining):
                let count = unsafe min(remaining, rest.count)
                if count > 0 { unsafe append(UnsafeRawBufferPointer(rebasing: rest.prefix(count))) }
                unsafe rest = unsafe rest.dropFirst(count)
                stage = .payload(remaining: remaining - count)
                if count > 0, !isTextSoFar() {
                    _ = emit(Self.notText)
                    return
                }
            }
            guard case .payload(let remaining) = stage else { continue }
            guard remaining == 0 else {
                if unsafe rest.isEmpty { return }
                continue
            }
            stage = .header
            let event = finishFrame()
            guard emit(event) else { return }
            if case .violation = event { return }
        }
    }

    /// How long the header is, as far as its first two bytes tell.
    private var headerBytes: Int {
        guard headerCount >= 2 else { return 2 }
        let lengthBytes =
            switch header[1] & 0x7F {
            case 126: 2
            case 127: 8
            default: 0
            }
        return 2 + lengthBytes + (header[1] & 0x80 != 0 ? 4 : 0)
    }

    private mutating func readHeader() -> Event? {
        let count = headerCount
        headerCount = 0
        func broken(_ reason: String) -> Event { .violation(.protocolError, reason: reason) }

        guard header[0] & 0x70 == 0 else { return broken("reserved bits are set") }
        guard let opcode = WebSocketOpcode(rawValue: header[0] & 0x0F) else { return broken("unknown opcode") }
        guard (header[1] & 0x80 != 0) == isMasked else { return broken(isMasked ? "frame is not masked" : "frame is masked") }
        isFinal = header[0] & 0x80 != 0
        self.opcode = opcode

        var length = Int(header[1] & 0x7F)
        if length >= 126 {
            let lengthBytes = length == 126 ? 2 : 8
            var wide: UInt64 = 0
            for index in 0..<lengthBytes { wide = wide << 8 | UInt64(header[2 + index]) }
            guard wide <= UInt64(Int.max) else { return broken("frame length is beyond 63 bits") }
            guard wide >= (lengthBytes == 2 ? 126 : 65_536) else { return broken("frame length is not in its shortest form") }
            length = Int(wide)
        }
        if isMasked {
            mask = 0
            for index in 0..<4 { mask |= UInt32(header[count - 4 + index]) << (8 * UInt32(index)) }
            maskPhase = 0
        }

        if opcode.isControl {
            guard isFinal else { return broken("control frame is fragmented") }
            guard length <= 125 else { return broken("control frame is longer than 125 bytes") }
            control = []
        } else {
            guard (opcode == .continuation) == (messageKind != nil) else {
                return broken(opcode == .continuation ? "continuation without a message" : "message inside a message")
            }
            guard length <= maximumMessageBytes - message.count else {
                return .violation(.messageTooBig, reason: "message is longer than \(maximumMessageBytes) bytes")
            }
            if messageKind == nil {
                messageKind = opcode
                // A declared length is only a promise: the rest grows as it comes.
                message.reserveCapacity(min(length, 64 << 10))
            }
        }
        stage = .payload(remaining: length)
        return nil
    }

    private static let notText = Event.violation(.invalidPayload, reason: "text is not UTF-8")

    /// Whether the text under way can still become UTF-8.
    private mutating func isTextSoFar() -> Bool {
        guard !opcode.isControl, messageKind == .text else { return true }
        var text = text
        defer { self.text = text }
        return text.accepts(message.span, isWhole: false)
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        let mask = mask
        let phase = maskPhase
        maskPhase = (phase + bytes.count) & 3
        if opcode.isControl {
            unsafe Self.append(bytes, to: &control, mask: isMasked ? mask : 0, phase: phase)
        } else {
            unsafe Self.append(bytes, to: &message, mask: isMasked ? mask : 0, phase: phase)
        }
    }

    private static func append(_ bytes: UnsafeRawBufferPointer, to target: inout [UInt8], mask: UInt32, phase: Int) {
        let start = target.count
        unsafe target.append(contentsOf: bytes)
        guard mask != 0 else { return }
        // The mask as it meets the first byte, eight bytes wide.
        let turned = UInt32(truncatingIfNeeded: (UInt64(mask) << 32 | UInt64(mask)) >> (8 * UInt64(phase)))
        let wide = UInt64(turned) << 32 | UInt64(turned)
        unsafe target.withUnsafeMutableBytes { all in
            let region = unsafe UnsafeMutableRawBufferPointer(rebasing: all[start...])
            var index = 0
            while index + 8 <= region.count {
                let word = unsafe region.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                unsafe region.storeBytes(of: word ^ wide.littleEndian, toByteOffset: index, as: UInt64.self)
                index += 8
            }
            while index < region.count {
                unsafe region[index] ^= UInt8(truncatingIfNeeded: wide >> (8 * UInt64(index & 7)))
                index += 1
            }
        }
    }

    private mutating func finishFrame() -> Event {
        switch opcode {
        case .ping:
            defer { control = [] }
            return .ping(control)
        case .pong:
            control = []
            return .pong
        case .close:
            defer { control = [] }
            return closeEvent(control)
        case .text, .binary, .continuation:
            guard isFinal, let kind = messageKind else { return .fragment }
            messageKind = nil
            var whole: [UInt8] = []
            swap(&whole, &message)
            if kind == .binary { return .message(.binary(whole)) }
            var text = TextCheck()
            swap(&text, &self.text)
            return text.accepts(whole.span, isWhole: true) ? .message(.text(whole)) : Self.notText
        }
    }

    private func closeEvent(_ payload: [UInt8]) -> Event {
        guard !payload.isEmpty else { return .close(nil) }
        guard payload.count >= 2 else { return .violation(.protocolError, reason: "close code is one byte long") }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: break
        default: return .violation(.protocolError, reason: "close code \(code) must not be sent")
        }
        guard Self.isUTF8(payload.span.extracting(2...)) else {
            return .violation(.invalidPayload, reason: "close reason is not UTF-8")
        }
        return .close(code)
    }

    static func isUTF8(_ bytes: Span<UInt8>) -> Bool { (try? UTF8Span(validating: bytes)) != nil }
}
