internal import Synchronization

extension ServerConnection {
    func send(_ message: WebSocketMessage) -> SendOutcome {
        let outcome =
            switch message {
            case .text(let bytes): queue(.text, bytes)
            case .binary(let bytes): queue(.binary, bytes)
            }
        switch outcome {
        case .queued: traffic.sent(bytes: message.bytes.count)
        case .overflow: traffic.overflowed()
        case .closed: break
        }
        return outcome
    }

    func close(_ code: CloseCode, reason: String) {
        let wakes = sending.withLock { sending -> Bool in
            guard sending.isOpen else { return false }
            return Self.append(code, reason, to: &sending)
        }
        if wakes { loop.request(self) }
    }

    /// A peer that does not read its pongs is treated like one that does not read its messages.
    func queue(_ opcode: WebSocketOpcode, _ payload: [UInt8]) -> SendOutcome {
        let limit = maximumQueuedBytes
        let (outcome, wakes) = sending.withLock { sending -> (SendOutcome, Bool) in
            guard sending.isOpen else { return (.closed, false) }
            guard sending.outbox.count + payload.count <= limit else {
                // What waits would only make the peer later still.
                sending.outbox.discardUnbegun()
                return (.overflow, Self.append(.policyViolation, "reads too slowly", to: &sending))
            }
            sending.outbox.append(opcode, payload)
            defer { sending.isRequested = true }
            return (.queued, !sending.isRequested)
        }
        if wakes { loop.request(self) }
        return outcome
    }

    /// Queues the close frame as the last thing that is sent; tells whether the service thread must be woken.
    private static func append(_ code: CloseCode, _ reason: String, to sending: inout Sending) -> Bool {
        sending.isOpen = false
        sending.closeCode = code.rawValue
        sending.outbox.append(.close, closePayload(code.rawValue, reason))
        defer { sending.isRequested = true }
        return !sending.isRequested
    }

    /// A reason beyond the 123 bytes that fit is cut at a character.
    static func closePayload(_ code: UInt16, _ reason: String) -> [UInt8] {
        var payload = [UInt8(code >> 8), UInt8(code & 0xFF)]
        for character in reason {
            guard payload.count + character.utf8.count <= 125 else { break }
            payload += Array(character.utf8)
        }
        return payload
    }

    func receivedFrames(_ bytes: UnsafeRawBufferPointer) {
        // Taken out, so that a handler that sends from inside its callback finds nothing borrowed.
        guard var decoder = decoder.take(), !peerHasClosed else { return }
        unsafe decoder.push(bytes) { event in
            if life?.takesFrame(at: loop.now) == false {
                refuse(.policyViolation, reason: "too many messages")
            } else {
                handle(event)
            }
            return phase == .webSocket && !peerHasClosed
        }
        noteHeard(decoder)
        if phase == .webSocket, !peerHasClosed { self.decoder = decoder }
    }

    private func handle(_ event: WebSocketFrameDecoder.Event) {
        switch event {
        case .message(let message):
            traffic.received(bytes: message.bytes.count)
            // After our close frame, what still comes is nobody's.
            if sending.withLock({ $0.isOpen }) { receiver?.received(message) }
        case .ping(let payload): _ = queue(.pong, payload)
        case .pong, .fragment: break
        case .close(let code):
            peerHasClosed = true
            // RFC 6455 section 7.1.5: 1005 stands for a frame without a code.
            answerClose(code ?? 1005, payload: code.map { Self.closePayload($0, "") } ?? [])
        case .violation(let code, let reason): refuse(code, reason: reason)
        }
    }

    /// Closes for a fault of the peer's: what it still sends is dropped.
    func refuse(_ code: CloseCode, reason: String) {
        answerClose(code.rawValue, payload: Self.closePayload(code.rawValue, reason))
        phase = .finishing
    }

    /// Answers the peer's close, or its fault, unless our own close frame went first.
    private func answerClose(_ code: UInt16, payload: [UInt8]) {
        sending.withLock { sending in
            guard sending.isOpen else { return }
            sending.isOpen = false
            sending.closeCode = code
            sending.outbox.append(.close, payload)
        }
        expect(.close)
        socket?.requestWrite()
    }
}
