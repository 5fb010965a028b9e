internal import CLibwebsockets
internal import Glibc
internal import Synchronization

/// What a client pool's service thread works on. The WebSocket itself is libwebsockets' own here.
final class ClientCore: ServicePeer, @unchecked Sendable {
    let configuration: ClientConfiguration
    let loop: ServiceLoop
    private let isStopRequested = Mutex(false)
    // Service thread only from here.
    private var clients: [ObjectIdentifier: WebSocketClient] = [:]
    private var isStopping = false

    init(configuration: ClientConfiguration) {
        self.configuration = configuration
        unsafe loop = ServiceLoop(callback: { wsi, reason, _, bytes, count in
            guard let wsi = unsafe wsi, let core = unsafe ServiceLoop.owner(of: wsi, as: ClientCore.self) else { return 0 }
            let goesOn = unsafe core.handle(reason, wsi, bytes, count)
            core.loop.serviceRequests()
            return goesOn ? 0 : -1
        })
    }

    func start() throws(NetworkError) {
        try loop.start(
            owner: self, threadName: "coda-client", descriptors: configuration.maximumClients + 64,
            connectTimeout: configuration.connectTimeout)
    }

    func requestStop() {
        isStopRequested.withLock { $0 = true }
        loop.request(self)
    }

    func service() {
        guard isStopRequested.withLock({ $0 }), !isStopping else { return }
        isStopping = true
        for client in clients.values { client.close(.goingAway, reason: "client is stopping") }
        endIfDone()
    }

    private func endIfDone() { if isStopping, clients.isEmpty { loop.end() } }

    func connect(_ client: WebSocketClient) {
        guard !isStopping else { return client.failed(.stopped) }
        guard clients.count < configuration.maximumClients else {
            return client.failed(.invalidRequest("pool has \(configuration.maximumClients) clients already: close some, or allow more"))
        }
        clients[ObjectIdentifier(client)] = client
        let request = client.request
        let hostHeader = request.host.contains(":") ? "[\(request.host)]:\(request.port)" : "\(request.host):\(request.port)"
        let begun = unsafe request.host.withCString { host in
            unsafe request.path.withCString { path in
                unsafe hostHeader.withCString { hostHeader in
                    unsafe request.subprotocols.joined(separator: ", ").withCString { subprotocols in
                        unsafe ServiceLoop.protocolName.withCString { name in
                            var info = unsafe lws_client_connect_info()
                            unsafe info.context = loop.context
                            unsafe info.address = host
                            unsafe info.port = Int32(request.port)
                            unsafe info.path = path
                            unsafe info.host = hostHeader
                            unsafe info.protocol = request.subprotocols.isEmpty ? nil : subprotocols
                            unsafe info.local_protocol_name = name
                            unsafe info.ssl_connection = Int32(bitPattern: LCCSCF_HTTP_NO_FOLLOW_REDIRECT.rawValue)
                            unsafe info.opaque_user_data = Unmanaged.passUnretained(client).toOpaque()
                            return unsafe lws_client_connect_via_info(&info) != nil
                        }
                    }
                }
            }
        }
        // Failing at once, the library says nothing through the callback.
        if !begun { fail(client, .unreachable(host: request.host, port: request.port, cause: "could not begin to connect")) }
    }

    private func fail(_ client: WebSocketClient, _ error: NetworkError) {
        clients[ObjectIdentifier(client)] = nil
        client.failed(error)
        endIfDone()
    }

    private func handle(_ reason: lws_callback_reasons, _ wsi: OpaquePointer, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Bool {
        guard let client = unsafe client(of: wsi) else { return true }
        let payload = unsafe UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count)
        switch reason {
        case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER:
            return unsafe appendHeaders(client.request.headers, to: bytes, room: count)
        case LWS_CALLBACK_CLIENT_FILTER_PRE_ESTABLISH: client.accepted(subprotocol: unsafe header(WSI_TOKEN_PROTOCOL, of: wsi))
        case LWS_CALLBACK_CLIENT_ESTABLISHED:
            client.opened(unsafe SocketHandle(wsi))
            if isStopping { client.close(.goingAway, reason: "client is stopping") }
        case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
            let cause = unsafe String(decoding: payload.prefix { $0 != 0 }, as: UTF8.self)
            let status = unsafe Int(lws_http_client_http_response(wsi))
            let (host, port) = (client.request.host, client.request.port)
            unsafe lws_set_opaque_user_data(wsi, nil)
            fail(
                client,
                status > 0
                    ? .handshakeRefused(host: host, port: port, status: status)
                    : .unreachable(host: host, port: port, cause: cause.isEmpty ? "no answer" : cause))
        case LWS_CALLBACK_CLIENT_RECEIVE:
            let fault = unsafe client.received(
                payload, isBinary: lws_frame_is_binary(wsi) != 0,
                isLast: lws_is_final_fragment(wsi) != 0 && lws_remaining_packet_payload(wsi) == 0)
            if let fault {
                unsafe Self.setCloseReason(wsi, fault, "")
                return false
            }
        case LWS_CALLBACK_CLIENT_WRITEABLE: return unsafe write(client, wsi)
        case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE: unsafe client.peerCloses(payload)
        case LWS_CALLBACK_CLIENT_CLOSED, LWS_CALLBACK_WSI_DESTROY:
            unsafe lws_set_opaque_user_data(wsi, nil)
            clients[ObjectIdentifier(client)] = nil
            client.ended()
            endIfDone()
        default: break
        }
        return true
    }

    private func client(of wsi: OpaquePointer) -> WebSocketClient? {
        unsafe lws_get_opaque_user_data(wsi).map { unsafe Unmanaged<WebSocketClient>.fromOpaque($0).takeUnretainedValue() }
    }

    /// One frame a round; `false` closes, with the reason already given.
    private func write(_ client: WebSocketClient, _ wsi: OpaquePointer) -> Bool {
        guard unsafe lws_partial_buffered(wsi) == 0 else {
            _ = unsafe lws_callback_on_writable(wsi)
            return true
        }
        let next = client.nextToSend()
        if let message = next.message {
            let (payload, kind) =
                switch message {
                case .text(let bytes): (bytes, LWS_WRITE_TEXT)
                case .binary(let bytes): (bytes, LWS_WRITE_BINARY)
                }
            // The library writes the header before the payload, and masks it in place.
            let room = Int(CODA_LWS_PRE)
            let written = unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room + payload.count) { frame in
                guard let start = frame.baseAddress else { return Int32(-1) }
                unsafe payload.withUnsafeBufferPointer { source in
                    if let base = source.baseAddress { unsafe (start + room).update(from: base, count: source.count) }
                }
                return unsafe lws_write(wsi, start + room, payload.count, kind)
            }
            guard written >= 0 else { return false }
            _ = unsafe lws_callback_on_writable(wsi)
        } else if let close = next.close {
            client.closes(with: close.code)
            unsafe Self.setCloseReason(wsi, close.code, close.reason)
            return false
        }
        return true
    }

    private static func setCloseReason(_ wsi: OpaquePointer, _ code: CloseCode, _ reason: String) {
        var text = Array(ServerConnection.closePayload(code.rawValue, reason).dropFirst(2))
        unsafe lws_close_reason(wsi, lws_close_status(UInt32(code.rawValue)), &text, text.count)
    }

    private func header(_ token: lws_token_indexes, of wsi: OpaquePointer) -> String? {
        let length = unsafe Int(lws_hdr_total_length(wsi, token))
        guard length > 0 else { return nil }
        var text = [CChar](repeating: 0, count: length + 1)
        guard unsafe lws_hdr_copy(wsi, &text, Int32(text.count), token) > 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The library hands over where to write, and how much room there is.
    private func appendHeaders(_ headers: [(name: String, value: String)], to place: UnsafeMutableRawPointer?, room: Int) -> Bool {
        guard let place = unsafe place?.assumingMemoryBound(to: UnsafeMutablePointer<UInt8>.self) else { return true }
        var left = room
        for (name, value) in headers {
            let line = Array("\(name): \(value)\r\n".utf8)
            guard line.count < left else { return false }
            unsafe line.withUnsafeBufferPointer { line in
                if let base = line.baseAddress { unsafe place.pointee.update(from: base, count: line.count) }
            }
            unsafe place.pointee += line.count
            left -= line.count
        }
        return true
    }
}
