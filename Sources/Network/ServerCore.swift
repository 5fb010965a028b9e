internal import Glibc
internal import Synchronization

/// What the server's loop works on: the listener and every connection.
final class ServerCore: ServicePeer, EventSource, @unchecked Sendable {
    let configuration: ServerConfiguration
    let handler: any ServerHandler
    let loop: EventLoop
    let traffic: Traffic
    /// Accepted beyond a limit, to be told so; further ones are closed without a word.
    private static let surplus = 64
    /// How often the certificate's files are looked at.
    private static let certificateInterval = Duration.seconds(5)

    private let certificate: Certificate?
    private let isStopRequested = Mutex(false)
    // Loop's thread only from here.
    private var connections: [ObjectIdentifier: ServerConnection] = [:]
    private var connectionsOfPeers: [String: Int] = [:]
    private var listener: Int32?
    private var isListenerPaused = false
    private(set) var isStopping = false

    init(configuration: ServerConfiguration, handler: any ServerHandler, traffic: Traffic) throws(NetworkError) {
        self.configuration = configuration
        self.handler = handler
        self.traffic = traffic
        if let files = configuration.tls { certificate = try Certificate(files) } else { certificate = nil }
        loop = try EventLoop()
    }

    func start(_ socket: consuming ListeningSocket) throws(NetworkError) {
        DescriptorLimit.raise(to: configuration.maximumConnections + Self.surplus + 256)
        let descriptor = socket.release()
        // The thread finds the listener in place.
        listener = descriptor
        guard loop.add(descriptor, self) else {
            closeListener()
            throw .system(operation: "watching a listening socket", code: errno)
        }
        if certificate != nil { loop.setTimer(descriptor, Self.certificateInterval) }
        do throws(NetworkError) { try loop.start(owner: self, threadName: "coda-server") } catch {
            closeListener()
            throw error
        }
    }

    /// Any thread.
    func requestStop() {
        isStopRequested.withLock { $0 = true }
        loop.request(self)
    }

    /// Any thread: takes the certificate's files as they are now, for new connections.
    func reloadCertificate() throws(NetworkError) { try certificate?.reload() }

    func service() {
        guard isStopRequested.withLock({ $0 }), !isStopping else { return }
        isStopping = true
        closeListener()
        for connection in connections.values { connection.stop() }
        endIfDone()
    }

    private func closeListener() {
        guard let descriptor = listener else { return }
        listener = nil
        loop.remove(descriptor)
        close(descriptor)
    }

    private func endIfDone() { if isStopping, connections.isEmpty { loop.end() } }

    // MARK: The listener

    func ready(reading: Bool, writing: Bool, isBroken: Bool) {
        // A few at a time, so that a storm of connections does not stop the others.
        for _ in 0..<16 {
            guard let listener else { return }
            guard let (descriptor, peer) = ListeningSocket.accept(from: listener) else {
                if errno == EMFILE || errno == ENFILE { pauseListening(listener) }
                return
            }
            adopt(descriptor, peer)
        }
    }

    func timedOut() {
        resumeListening()
        guard let certificate, let listener else { return }
        certificate.reloadIfChanged()
        loop.setTimer(listener, Self.certificateInterval)
    }

    private func adopt(_ descriptor: Int32, _ peer: String) {
        let count = connectionsOfPeers[peer] ?? 0
        let isHere = LoopbackAddress.matches(peer)
        let limit = isHere ? configuration.maximumConnectionsPerLoopbackPeer : configuration.maximumConnectionsPerPeer
        guard connections.count < configuration.maximumConnections + Self.surplus, limit.map({ count < $0 + Self.surplus }) ?? true else {
            close(descriptor)
            return
        }
        let surplus: ServerConnection.Surplus? =
            if connections.count >= configuration.maximumConnections { .ofServer } else if let limit, count >= limit { .ofPeer } else {
                nil
            }
        var session: TLSSession?
        if let certificate {
            session = certificate.session(on: descriptor)
            guard session != nil else {
                close(descriptor)
                return
            }
        }
        let connection = ServerConnection(server: self, peer: peer, surplus: surplus)
        let socket = ServerSocket(descriptor, loop: loop, session: session, connection: connection)
        guard loop.add(descriptor, socket) else {
            close(descriptor)
            return
        }
        connections[ObjectIdentifier(connection)] = connection
        connectionsOfPeers[peer] = count + 1
        traffic.connected()
        connection.begin(socket)
    }

    /// The connection's socket is closed.
    func ended(_ connection: ServerConnection) {
        connections[ObjectIdentifier(connection)] = nil
        let left = (connectionsOfPeers[connection.peer] ?? 1) - 1
        connectionsOfPeers[connection.peer] = left > 0 ? left : nil
        traffic.disconnected()
        connection.ended()
        resumeListening()
        endIfDone()
    }

    /// Out of descriptors: the kernel keeps the rest waiting until a connection ends, or a second has passed.
    private func pauseListening(_ listener: Int32) {
        if !isListenerPaused { NetworkLog.note("no descriptor is left for another connection: raise the limit of open files") }
        isListenerPaused = true
        loop.watch(listener, reading: false, writing: false)
        loop.setTimer(listener, .seconds(1))
    }

    private func resumeListening() {
        guard isListenerPaused, let listener else { return }
        isListenerPaused = false
        loop.watch(listener, reading: true, writing: false)
    }
}
