internal import Glibc

/// The socket of one accepted connection, plain or with TLS, in the event loop. Loop's thread only.
///
/// Closes the descriptor once, and then tells the connection.
final class ServerSocket: EventSource {
    private let descriptor: Int32
    private let loop: EventLoop
    private unowned let connection: ServerConnection
    private var session: TLSSession?
    private var isShakingHands: Bool
    /// Bytes that the kernel did not take, with how many of them are gone since.
    private var pending: (bytes: [UInt8], sent: Int) = ([], 0)
    private var isReading = true
    /// Whether the connection asked to be told when bytes can leave.
    private var isWriteRequested = false
    /// TLS has a record of its own to send before it can go on reading.
    private var mustWriteToRead = false
    private var isOpen = true
    /// What is asked for while an event is handled is watched for once, at its end.
    private var isHandling = false

    init(_ descriptor: Int32, loop: EventLoop, session: consuming TLSSession?, connection: ServerConnection) {
        self.descriptor = descriptor
        self.loop = loop
        isShakingHands = session != nil
        self.session = session
        self.connection = connection
    }

    /// Whether the kernel has not yet taken all that was written.
    var isBlocked: Bool { pending.sent < pending.bytes.count || isShakingHands }

    func requestWrite() {
        isWriteRequested = true
        watch()
    }

    func setReading(_ enabled: Bool) {
        isReading = enabled
        watch()
    }

    /// Has the connection told after `delay`, instead of at an earlier set moment.
    func setTimer(_ delay: Duration) { loop.setTimer(descriptor, delay) }
    func setTimer(at moment: Moment) { loop.setTimer(descriptor, at: moment) }

    /// Sends bytes as they are; what the kernel does not take is kept. `false` where the connection is broken.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let sent = unsafe push(bytes) else { return false }
        if sent < bytes.count {
            unsafe pending = (Array(bytes[sent...]), 0)
            watch()
        }
        return true
    }

    /// Tells the peer that nothing more will be sent.
    func shutdownWriting() {
        session?.sayGoodbye()
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes without ceremony, at once.
    func drop() {
        guard isOpen else { return }
        isOpen = false
        session?.sayGoodbye()
        session = nil
        loop.remove(descriptor)
        close(descriptor)
        connection.server.ended(connection)
    }

    // MARK: EventSource

    func ready(reading: Bool, writing: Bool, isBroken: Bool) {
        // With reading switched off nobody would come to know.
        if isBroken, !isReading { return drop() }
        isHandling = true
        defer {
            isHandling = false
            watch()
        }
        if isShakingHands, !shakeHands() { return }
        if reading || isBroken || (writing && mustWriteToRead) { readSome() }
        if isOpen, writing || isWriteRequested { writeSome() }
    }

    func timedOut() { if !connection.timedOut() { drop() } }

    // MARK: Bytes

    private func watch() {
        guard isOpen, !isHandling else { return }
        let wantsToWrite = mustWriteToRead || (!isShakingHands && (isWriteRequested || isBlocked))
        loop.watch(descriptor, reading: isReading, writing: wantsToWrite)
    }

    /// Whether the handshake is over.
    private func shakeHands() -> Bool {
        switch session?.handshake() {
        case .done, nil:
            isShakingHands = false
            mustWriteToRead = false
            return true
        case .wantsReading: mustWriteToRead = false
        case .wantsWriting: mustWriteToRead = true
        case .spokeHTTP:
            session = nil
            isShakingHands = false
            connection.spokePlainHTTP()
        case .ended, .failed: drop()
        }
        return false
    }

    private func readSome() {
        guard isReading else { return }
        let region = unsafe loop.readRegion
        // One piece a round: who sends much waits for the others.
        switch unsafe pull(region) {
        case .done(let count):
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(region)[..<count])
            if unsafe !connection.received(bytes) { drop() }
        case .wantsReading: mustWriteToRead = false
        case .wantsWriting: mustWriteToRead = true
        case .ended, .failed, .spokeHTTP: drop()
        }
    }

    private func writeSome() {
        if isBlocked {
            let rest = unsafe pending.bytes.withUnsafeBytes { bytes in
                unsafe push(UnsafeRawBufferPointer(rebasing: bytes[pending.sent...]))
            }
            guard let rest else { return drop() }
            pending.sent += rest
            guard !isBlocked else { return }
            pending = ([], 0)
        }
        isWriteRequested = false
        if !connection.writable() { drop() }
    }

    private func pull(_ region: UnsafeMutableRawBufferPointer) -> TLSSession.Step {
        if session != nil { return unsafe session?.read(into: region) ?? .failed }
        while true {
            let count = unsafe recv(descriptor, region.baseAddress, region.count, 0)
            if count > 0 { return .done(count) }
            if count == 0 { return .ended }
            guard errno == EINTR else { return errno == EAGAIN ? .wantsReading : .failed }
        }
    }

    /// How many bytes the kernel took; `nil` where the connection is broken.
    private func push(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var sent = 0
        while sent < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[sent...])
            if session != nil {
                switch unsafe session?.write(rest) {
                case .done(let count): sent += count
                case .wantsWriting, .wantsReading: return sent
                default: return nil
                }
            } else {
                let count = unsafe send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                if count >= 0 {
                    sent += count
                } else if errno == EAGAIN {
                    return sent
                } else if errno != EINTR {
                    return nil
                }
            }
        }
        return sent
    }
}
