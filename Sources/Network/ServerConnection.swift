internal import Synchronization

/// One accepted connection, first HTTP and perhaps later a WebSocket.
///
/// `send` and `close` may be called from any thread; everything else belongs to the service thread.
final class ServerConnection: WebSocketConnection, ServicePeer, @unchecked Sendable {
    /// What may be sent, and what waits to be.
    struct Sending {
        var outbox = Outbox()
        /// Whether `send` still takes messages: only on an open WebSocket.
        var isOpen = false
        /// The code of the first close frame, ours or the peer's.
        var closeCode: UInt16?
        /// A handler's answer that it took its time for, and the number of its request.
        var late: (number: Int, response: HTTPResponse)?
        /// Whether the service thread already knows that there is something to do.
        var isRequested = false
    }

    enum Phase {
        /// A request is awaited or arriving.
        case request
        /// A handler takes its time for the response; what the peer sends meanwhile waits.
        case answering
        /// A response is leaving; what the peer sends meanwhile waits.
        case response
        case webSocket
        /// The last bytes are leaving; what the peer sends is dropped.
        case finishing
        /// Our side is closed; the peer may still be sending, and closing at once would destroy what it has not read yet.
        case lingering
    }

    /// What the peer is given time for.
    enum Wait { case head, body, nextRequest, answer, response, close, linger }

    /// Why a connection is one too many.
    enum Surplus { case ofServer, ofPeer }

    let peer: String
    /// Beyond a limit of the server: told so, then closed.
    let surplus: Surplus?
    /// Service thread only, which keeps it alive: a handler that keeps a closed connection must not keep the server.
    unowned let server: ServerCore
    let loop: EventLoop
    let traffic: Traffic
    let maximumQueuedBytes: Int
    let sending = Mutex(Sending())

    var socket: ServerSocket?
    var phase = Phase.request
    var parser: HTTPRequestParser?
    var decoder: WebSocketFrameDecoder?
    var receiver: (any WebSocketReceiver)?
    var peerHasClosed = false
    /// Of an open WebSocket.
    var life: WebSocketLife?
    var wait: Wait?
    /// Of the last request.
    var awaited = Answering()
    private var isReading = true

    init(server: ServerCore, peer: String, surplus: Surplus?) {
        self.server = server
        self.peer = peer
        self.surplus = surplus
        loop = server.loop
        traffic = server.traffic
        let configuration = server.configuration
        maximumQueuedBytes = configuration.maximumQueuedBytes
        parser = HTTPRequestParser(
            limits: .init(
                headBytes: configuration.maximumHeadBytes, bodyBytes: configuration.maximumBodyBytes, methods: configuration.methods))
    }

    /// The socket is in the loop now.
    func begin(_ socket: ServerSocket) {
        self.socket = socket
        expect(.head)
    }

    /// Bytes have come; `false` closes.
    func received(_ bytes: UnsafeRawBufferPointer) -> Bool {
        switch phase {
        case .request, .answering, .response:
            unsafe parser?.push(bytes)
            if phase == .request { serveRequests() }
        case .webSocket: unsafe receivedFrames(bytes)
        case .finishing, .lingering: break
        }
        return true
    }

    /// The kernel takes bytes again; `false` closes.
    func writable() -> Bool {
        guard let socket else { return false }
        // A few rounds, so that one fast reader does not keep the others waiting.
        for _ in 0..<4 {
            if socket.isBlocked { return true }
            let region = unsafe loop.writeRegion
            let count = sending.withLock { unsafe $0.outbox.fill(region) }
            if count == 0 { return flushed() }
            guard unsafe socket.write(UnsafeRawBufferPointer(rebasing: region[..<count])) else { return false }
        }
        socket.requestWrite()
        return true
    }

    /// Everything queued has left; `false` closes.
    private func flushed() -> Bool {
        switch phase {
        case .request: setReading(true)
        case .answering: break
        case .response:
            phase = .request
            wait = nil
            setReading(true)
            serveRequests()
        case .webSocket:
            setReading(true)
            // Both close frames have been exchanged.
            if peerHasClosed { return false }
        case .finishing:
            phase = .lingering
            setReading(true)
            socket?.shutdownWriting()
            expect(.linger)
        case .lingering: break
        }
        return true
    }

    /// The peer's time is up; `false` closes.
    func timedOut() -> Bool {
        let late = wait
        wait = nil
        switch late {
        case .head, .body:
            // A browser opens connections it may never use: only one that began to speak is told.
            guard parser?.isBetweenRequests == false else { return false }
            respond(.failure(408, "request did not arrive in time"), keepsAlive: false)
            return true
        case .answer:
            respond(.failure(504, "the answer took too long"), keepsAlive: false)
            return true
        case .nextRequest, .response, .close, .linger: return false
        case nil:
            checkLife()
            return true
        }
    }

    /// The socket is gone.
    func ended() {
        socket = nil
        let code = sending.withLock { sending in
            sending.isOpen = false
            sending.outbox.removeAll()
            return sending.closeCode
        }
        parser = nil
        decoder = nil
        if life != nil { traffic.webSocketClosed() }
        life = nil
        let last = receiver
        receiver = nil
        last?.closed(code: code)
    }

    /// The server is stopping: says good-bye as the phase allows.
    func stop() {
        switch phase {
        case .request: socket?.drop()
        // Its answer will close the connection.
        case .answering: break
        case .response: phase = .finishing
        case .webSocket: close(.goingAway, reason: "server is stopping")
        case .finishing, .lingering: break
        }
        if let wait { rearm(wait) }
    }

    /// ServicePeer: something was queued by another thread, or by a handler.
    func service() {
        let isClosing = sending.withLock { sending in
            sending.isRequested = false
            return !sending.isOpen
        }
        if isClosing, phase == .webSocket { expect(.close) }
        sendLateAnswer()
        // Writing at once saves a round through epoll.
        guard let socket, !socket.isBlocked else { return }
        if !writable() { socket.drop() }
    }

    /// Gives the peer time for `next`; asking again for the same gives no more time, or a slow peer could last for ever.
    func expect(_ next: Wait) {
        guard wait != next else { return }
        wait = next
        rearm(next)
    }

    func expectNothing() { wait = nil }

    private func rearm(_ wait: Wait) {
        let configuration = server.configuration
        let time: Duration =
            switch wait {
            case .head: configuration.headTimeout
            case .body: configuration.bodyTimeout
            case .nextRequest: configuration.keepAliveTimeout
            case .answer: configuration.answerTimeout
            case .response: configuration.responseTimeout
            case .close, .linger: configuration.closeTimeout
            }
        socket?.setTimer(server.isStopping ? min(time, configuration.stopTimeout) : time)
    }

    func setReading(_ enabled: Bool) {
        guard enabled != isReading else { return }
        isReading = enabled
        socket?.setReading(enabled)
    }
}
