internal import CLibwebsockets
internal import Glibc
internal import Synchronization

/// What the server's service thread works on: the listener and every connection.
final class ServerCore: ServicePeer, @unchecked Sendable {
    let configuration: ServerConfiguration
    let handler: any ServerHandler
    let loop: ServiceLoop
    /// Accepted beyond the limit, to be told so; further ones are closed without a word.
    private static let surplus = 64

    private let commands = Mutex<(listener: Int32?, stop: Bool)>((nil, false))
    // Service thread only from here.
    private var connections: [ObjectIdentifier: ServerConnection] = [:]
    private var listener: SocketHandle?
    private var listenerDescriptor: Int32 = -1
    private var isListenerPaused = false
    private(set) var isStopping = false

    init(configuration: ServerConfiguration, handler: any ServerHandler) {
        self.configuration = configuration
        self.handler = handler
        unsafe loop = ServiceLoop(callback: { wsi, reason, _, bytes, count in
            guard let wsi = unsafe wsi, let core = unsafe ServiceLoop.owner(of: wsi, as: ServerCore.self) else { return 0 }
            let goesOn = unsafe core.handle(reason, wsi, UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
            core.loop.serviceRequests()
            return goesOn ? 0 : -1
        })
    }

    func start(_ socket: consuming ListeningSocket) throws(NetworkError) {
        try loop.start(owner: self, threadName: "coda-server", descriptors: configuration.maximumConnections + Self.surplus + 64)
        let descriptor = socket.release()
        commands.withLock { $0.listener = descriptor }
        loop.request(self)
    }

    /// Any thread.
    func requestStop() {
        commands.withLock { $0.stop = true }
        loop.request(self)
    }

    func service() {
        let (descriptor, stop) = commands.withLock { commands in
            defer { commands.listener = nil }
            return commands
        }
        if let descriptor { listen(on: descriptor) }
        if stop, !isStopping { beginStop() }
    }

    private func listen(on descriptor: Int32) {
        var adoption = unsafe lws_adopt_desc_t()
        unsafe adoption.vh = unsafe loop.virtualHost
        unsafe adoption.type = LWS_ADOPT_RAW_FILE_DESC
        unsafe adoption.fd.filefd = descriptor
        guard let wsi = unsafe lws_adopt_descriptor_vhost_via_info(&adoption) else {
            close(descriptor)
            return
        }
        listenerDescriptor = descriptor
        listener = unsafe SocketHandle(wsi)
    }

    private func beginStop() {
        isStopping = true
        listener?.kill()
        listener = nil
        for connection in connections.values { connection.stop() }
        endIfDone()
    }

    private func endIfDone() { if isStopping, connections.isEmpty { loop.end() } }

    /// `false` closes the socket.
    private func handle(_ reason: lws_callback_reasons, _ wsi: OpaquePointer, _ bytes: UnsafeRawBufferPointer) -> Bool {
        switch reason {
        case LWS_CALLBACK_RAW_RX_FILE:
            acceptWaiting()
            return true
        case LWS_CALLBACK_RAW_ADOPT: unsafe connection(of: wsi)?.begin(SocketHandle(wsi))
        case LWS_CALLBACK_RAW_RX: return unsafe connection(of: wsi)?.received(bytes) ?? false
        case LWS_CALLBACK_RAW_WRITEABLE: return unsafe connection(of: wsi)?.writable() ?? false
        case LWS_CALLBACK_TIMER:
            if let connection = unsafe connection(of: wsi) { return connection.timedOut() }
            resumeListening()
        case LWS_CALLBACK_RAW_CLOSE, LWS_CALLBACK_WSI_DESTROY: unsafe ended(wsi)
        default: break
        }
        return true
    }

    private func connection(of wsi: OpaquePointer) -> ServerConnection? {
        unsafe lws_get_opaque_user_data(wsi).map { unsafe Unmanaged<ServerConnection>.fromOpaque($0).takeUnretainedValue() }
    }

    private func acceptWaiting() {
        // A few at a time, so that a storm of connections does not stop the others.
        for _ in 0..<64 where listener != nil {
            guard let (descriptor, peer) = ListeningSocket.accept(from: listenerDescriptor) else {
                if errno == EMFILE || errno == ENFILE { pauseListening() }
                return
            }
            adopt(descriptor, peer)
        }
    }

    private func adopt(_ descriptor: Int32, _ peer: String) {
        guard connections.count < configuration.maximumConnections + Self.surplus else {
            close(descriptor)
            return
        }
        let connection = ServerConnection(
            server: self, peer: peer, isSurplus: connections.count >= configuration.maximumConnections)
        connections[ObjectIdentifier(connection)] = connection
        var adoption = unsafe lws_adopt_desc_t()
        unsafe adoption.vh = unsafe loop.virtualHost
        unsafe adoption.type = LWS_ADOPT_SOCKET
        unsafe adoption.fd.sockfd = descriptor
        unsafe adoption.opaque = Unmanaged.passUnretained(connection).toOpaque()
        // On failure the library closes the descriptor itself.
        if unsafe lws_adopt_descriptor_vhost_via_info(&adoption) == nil { connections[ObjectIdentifier(connection)] = nil }
    }

    private func ended(_ wsi: OpaquePointer) {
        guard let connection = unsafe connection(of: wsi) else { return }
        unsafe lws_set_opaque_user_data(wsi, nil)
        connection.ended()
        connections[ObjectIdentifier(connection)] = nil
        resumeListening()
        endIfDone()
    }

    /// Out of descriptors: the kernel keeps the rest waiting until a connection ends, or a second has passed.
    private func pauseListening() {
        isListenerPaused = true
        listener?.setReading(false)
        listener?.setTimer(.seconds(1))
    }

    private func resumeListening() {
        guard isListenerPaused else { return }
        isListenerPaused = false
        listener?.setReading(true)
    }
}
