internal import CLibwebsockets
internal import Glibc
internal import Synchronization

/// Someone who wants the service thread's attention.
protocol ServicePeer: AnyObject, Sendable {
    /// Called on the service thread, once or more after each `ServiceLoop.request`.
    func service()
}

typealias ServiceCallback =
    @convention(c) (OpaquePointer?, lws_callback_reasons, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, Int) -> Int32

/// One libwebsockets context and the thread that serves it.
///
/// Everything the library does happens on that thread; other threads only call `request`.
@safe
final class ServiceLoop: @unchecked Sendable {
    /// The context's address, for `lws_cancel_service` only: the one call that any thread may make.
    @safe
    private struct WakeTarget: @unchecked Sendable {
        let context: OpaquePointer

        func wake() { unsafe lws_cancel_service(context) }
    }

    private struct Shared {
        /// `nil` before the start and once the context is going away.
        var target: WakeTarget?
        var thread: pthread_t?
        var waiting: [any ServicePeer] = []
        var isWoken = false
    }

    static let protocolName = "coda"
    /// What one WRITEABLE hands to the kernel at a time.
    static let scratchBytes = 64 << 10
    private static let readBytes = 16 << 10

    private let shared = Mutex(Shared())
    private let protocols: UnsafeMutablePointer<lws_protocols>
    private let name: UnsafeMutablePointer<CChar>?
    /// Service thread only: bytes on their way to the kernel, after the room the library wants before them.
    private let scratch: UnsafeMutableRawBufferPointer
    /// Service thread only, once that runs.
    private(set) var context: OpaquePointer?
    private var isEnding = false

    /// - Parameter callback: gets everything; finds its owner through `owner(of:)`.
    init(callback: @escaping ServiceCallback) {
        unsafe name = strdup(Self.protocolName)
        unsafe protocols = .allocate(capacity: 2)
        unsafe protocols.initialize(repeating: lws_protocols(), count: 2)
        unsafe protocols[0].name = UnsafePointer(name)
        unsafe protocols[0].callback = callback
        unsafe protocols[0].rx_buffer_size = Self.readBytes
        unsafe protocols[0].tx_packet_size = Self.scratchBytes
        unsafe scratch = .allocate(byteCount: Int(CODA_LWS_PRE) + Self.scratchBytes, alignment: 16)
    }

    deinit {
        unsafe scratch.deallocate()
        unsafe protocols.deallocate()
        unsafe free(name)
    }

    /// Creates the context and its thread, which keeps `owner` until `end`. Once only.
    func start(owner: any AnyObject & Sendable, threadName: String, descriptors: Int, connectTimeout: Duration = .seconds(10))
        throws(NetworkError)
    {
        NetworkLog.silenceBelowErrors()
        var info = unsafe lws_context_creation_info()
        unsafe info.port = Int32(CODA_LWS_NO_LISTEN)
        unsafe info.protocols = UnsafePointer(protocols)
        unsafe info.options = CODA_LWS_SKIP_CANONICAL_NAME
        unsafe info.pt_serv_buf_size = UInt32(Self.readBytes) + UInt32(CODA_LWS_PRE)
        // The library counts in seconds: first for the connection, then for the handshake.
        unsafe info.connect_timeout_secs = UInt32(clamping: max(1, connectTimeout.components.seconds))
        unsafe info.timeout_secs = UInt32(clamping: max(1, connectTimeout.components.seconds))
        unsafe info.user = Unmanaged.passUnretained(owner).toOpaque()
        // The library's tables grow with `ulimit -n`, which containers set to a thousand million; then it may search instead.
        if Self.descriptorLimit > 1 << 18 { unsafe info.fd_limit_per_thread = UInt32(descriptors) }
        guard let context = unsafe lws_create_context(&info) else {
            throw .system(operation: "creating a network context", code: errno)
        }
        unsafe self.context = context
        let target = unsafe WakeTarget(context: context)
        shared.withLock { $0.target = target }
        do throws(NetworkError) {
            let thread = try Self.spawn(name: threadName) { [self] in
                run()
                // The callbacks of the context's last moments find the owner alive.
                withExtendedLifetime(owner) {}
            }
            shared.withLock { $0.thread = thread }
        } catch {
            shared.withLock { $0.target = nil }
            unsafe lws_context_destroy(context)
            throw error
        }
    }

    /// Service thread only: where bytes are gathered before they go to the kernel; the library may write just before it.
    var sendRegion: UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(rebasing: scratch[Int(CODA_LWS_PRE)...])
    }

    /// Service thread only: the context's one virtual host.
    var virtualHost: OpaquePointer? { unsafe lws_get_vhost_by_name(context, "default") }

    static var descriptorLimit: Int {
        var limit = rlimit()
        return unsafe getrlimit(__rlimit_resource_t(7 /* RLIMIT_NOFILE */), &limit) == 0 ? Int(clamping: limit.rlim_cur) : 1_024
    }

    /// The object given to `start`.
    static func owner<Owner: AnyObject>(of wsi: OpaquePointer, as _: Owner.Type) -> Owner? {
        guard let context = unsafe lws_get_context(wsi), let user = unsafe lws_context_user(context) else { return nil }
        return unsafe Unmanaged<Owner>.fromOpaque(user).takeUnretainedValue()
    }

    /// Has `peer.service()` called soon on the service thread. Any thread; `false` once the loop has ended.
    @discardableResult
    func request(_ peer: any ServicePeer) -> Bool {
        shared.withLock { shared in
            guard let target = shared.target else { return false }
            shared.waiting.append(peer)
            guard !shared.isWoken else { return true }
            shared.isWoken = true
            // Callbacks end with `serviceRequests`, so the service thread need not wake itself.
            if let thread = shared.thread, pthread_equal(thread, pthread_self()) != 0 { return true }
            target.wake()
            return true
        }
    }

    /// Must end every callback of the context.
    func serviceRequests() {
        while true {
            let peers = shared.withLock { shared -> [any ServicePeer] in
                shared.isWoken = false
                guard !shared.waiting.isEmpty else { return [] }
                defer { shared.waiting = [] }
                return shared.waiting
            }
            guard !peers.isEmpty else { return }
            for peer in peers { peer.service() }
        }
    }

    /// Service thread only: the loop ends after the current callbacks, and destroys the context.
    func end() {
        isEnding = true
        // Timers run before the library polls, and it would poll once more, for as long as half a minute.
        shared.withLock { $0.target?.wake() }
    }

    /// Blocks until the thread has ended. Once only, and never on the service thread.
    func join() {
        guard let thread = shared.withLock({ $0.thread }) else { return }
        precondition(pthread_equal(thread, pthread_self()) == 0, "a network handler must not stop its own server or pool")
        pthread_join(thread, nil)
    }

    /// Instead of `join`, where the last owner may be going away on the service thread itself.
    func joinOrDetach() {
        guard let thread = shared.withLock({ $0.thread }) else { return }
        if pthread_equal(thread, pthread_self()) != 0 { pthread_detach(thread) } else { pthread_join(thread, nil) }
    }

    private func run() {
        // A request may have come between the thread's start and its number being noted.
        shared.withLock { $0.thread = pthread_self() }
        while !isEnding, unsafe lws_service(context, 0) >= 0 {}
        let late = shared.withLock { shared in
            shared.target = nil
            defer { shared.waiting = [] }
            return shared.waiting
        }
        for peer in late { peer.service() }
        unsafe lws_context_destroy(context)
        unsafe context = nil
    }

    private static func spawn(name: String, _ body: @escaping @Sendable () -> Void) throws(NetworkError) -> pthread_t {
        final class Box {
            let name: String
            let body: @Sendable () -> Void
            init(name: String, body: @escaping @Sendable () -> Void) {
                self.name = name
                self.body = body
            }
        }
        let box = unsafe Unmanaged.passRetained(Box(name: name, body: body))
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setstacksize(&attributes, 1 << 20)
        defer { unsafe pthread_attr_destroy(&attributes) }
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let box = unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue()
                unsafe coda_lws_name_thread(String(box.name.prefix(15)))
                box.body()
                return nil
            }, unsafe box.toOpaque())
        guard status == 0 else {
            unsafe box.release()
            throw .system(operation: "starting a network thread", code: status)
        }
        return thread
    }
}
