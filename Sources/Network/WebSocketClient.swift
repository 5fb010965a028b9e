internal import CLibwebsockets
internal import Synchronization

/// One WebSocket to a server, opened by `ClientPool.connect`; callable from any thread.
package final class WebSocketClient: WebSocketConnection, ServicePeer, @unchecked Sendable {
    struct Request: Sendable {
        var host: String
        var port: Int
        var path: String
        var headers: [(name: String, value: String)]
        var subprotocols: [String]
    }

    private struct Sending {
        var messages: [WebSocketMessage] = []
        var head = 0
        var bytes = 0
        var isOpen = false
        var isRequested = false
        /// What our close frame will say, once the messages are sent.
        var close: (code: CloseCode, reason: String)?
    }

    typealias Outcome = Result<WebSocketClient, NetworkError>

    let request: Request
    private let pool: ClientCore
    private let sending = Mutex(Sending())
    private let selected = Mutex<String?>(nil)

    // Service thread only from here.
    private var receiver: (any WebSocketReceiver)?
    private var completion: (@Sendable (Outcome) -> Void)?
    private var socket: SocketHandle?
    private var incoming: [UInt8] = []
    private var closeCode: UInt16?
    private var isBegun = false

    init(
        _ request: Request, pool: ClientCore, receiver: any WebSocketReceiver, completion: @escaping @Sendable (Outcome) -> Void
    ) {
        self.request = request
        self.pool = pool
        self.receiver = receiver
        self.completion = completion
    }

    /// The subprotocol that the server chose.
    package var subprotocol: String? { selected.withLock { $0 } }

    package func send(_ message: WebSocketMessage) -> SendOutcome {
        let limit = pool.configuration.maximumQueuedBytes
        let (outcome, wakes) = sending.withLock { sending -> (SendOutcome, Bool) in
            guard sending.isOpen else { return (.closed, false) }
            let isOver = sending.bytes + message.bytes.count > limit
            if isOver {
                sending.isOpen = false
                sending.messages = []
                sending.head = 0
                sending.close = (.policyViolation, "reads too slowly")
            } else {
                sending.messages.append(message)
                sending.bytes += message.bytes.count
            }
            defer { sending.isRequested = true }
            return (isOver ? .overflow : .queued, !sending.isRequested)
        }
        if wakes { pool.loop.request(self) }
        return outcome
    }

    package func close(_ code: CloseCode, reason: String) {
        let wakes = sending.withLock { sending -> Bool in
            guard sending.isOpen else { return false }
            sending.isOpen = false
            sending.close = (code, reason)
            defer { sending.isRequested = true }
            return !sending.isRequested
        }
        if wakes { pool.loop.request(self) }
    }

    /// ServicePeer: first asked to connect, later to send.
    func service() {
        sending.withLock { $0.isRequested = false }
        guard isBegun else {
            isBegun = true
            pool.connect(self)
            return
        }
        socket?.requestWrite()
    }

    /// The handshake is done; the answer's headers can still be read.
    func accepted(subprotocol: String?) { selected.withLock { $0 = subprotocol } }

    func opened(_ socket: SocketHandle) {
        self.socket = socket
        sending.withLock { $0.isOpen = true }
        finish(.success(self))
    }

    func failed(_ error: NetworkError) {
        receiver = nil
        finish(.failure(error))
    }

    private func finish(_ outcome: Outcome) {
        let completion = completion
        self.completion = nil
        completion?(outcome)
    }

    /// A piece of a message has come; a code means that the connection must be closed with it.
    func received(_ bytes: UnsafeRawBufferPointer, isBinary: Bool, isLast: Bool) -> CloseCode? {
        guard incoming.count + bytes.count <= pool.configuration.maximumMessageBytes else { return fault(.messageTooBig) }
        unsafe incoming.append(contentsOf: bytes)
        guard isLast else { return nil }
        var whole: [UInt8] = []
        swap(&whole, &incoming)
        guard isBinary || WebSocketFrameDecoder.isUTF8(whole.span) else { return fault(.invalidPayload) }
        // After our own close, what still comes is nobody's.
        if sending.withLock({ $0.isOpen }) { receiver?.received(isBinary ? .binary(whole) : .text(whole)) }
        return nil
    }

    private func fault(_ code: CloseCode) -> CloseCode {
        incoming = []
        sending.withLock { $0.isOpen = false }
        if closeCode == nil { closeCode = code.rawValue }
        return code
    }

    func peerCloses(_ payload: UnsafeRawBufferPointer) {
        sending.withLock { $0.isOpen = false }
        guard closeCode == nil else { return }
        closeCode = unsafe payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : 1005
    }

    /// What to do now that the kernel takes bytes.
    func nextToSend() -> (message: WebSocketMessage?, close: (code: CloseCode, reason: String)?) {
        sending.withLock { sending in
            guard sending.head < sending.messages.count else {
                sending.messages.removeAll(keepingCapacity: sending.messages.capacity <= 32)
                sending.head = 0
                return (nil, sending.close)
            }
            let message = sending.messages[sending.head]
            sending.messages[sending.head] = .binary([])
            sending.head += 1
            sending.bytes -= message.bytes.count
            if sending.head > 64, sending.head * 2 > sending.messages.count {
                sending.messages.removeFirst(sending.head)
                sending.head = 0
            }
            return (message, nil)
        }
    }

    func closes(with code: CloseCode) { if closeCode == nil { closeCode = code.rawValue } }

    func ended() {
        socket = nil
        sending.withLock { sending in
            sending.isOpen = false
            sending.messages = []
        }
        let last = receiver
        receiver = nil
        if completion != nil {
            failed(.unreachable(host: request.host, port: request.port, cause: "closed during the handshake"))
        } else {
            last?.closed(code: closeCode)
        }
    }
}
