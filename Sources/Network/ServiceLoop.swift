internal import CLibwebsockets
internal import Glibc

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

    static let protocolName = "coda"
    private static let readBytes = 16 << 10

    private let requests = RequestQueue()
    private let protocols: UnsafeMutablePointer<lws_protocols>
    private let name: UnsafeMutablePointer<CChar>?
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
        unsafe protocols[0].tx_packet_size = 64 << 10
    }

    deinit {
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
        if DescriptorLimit.current > 1 << 18 { unsafe info.fd_limit_per_thread = UInt32(descriptors) }
        guard let context = unsafe lws_create_context(&info) else {
            throw .system(operation: "creating a network context", code: errno)
        }
        unsafe self.context = context
        let target = unsafe WakeTarget(context: context)
        do throws(NetworkError) {
            try requests.start(threadName: threadName, owner: owner, wake: { target.wake() }) { [self] in run() }
        } catch {
            unsafe lws_context_destroy(context)
            throw error
        }
    }

    /// The object given to `start`.
    static func owner<Owner: AnyObject>(of wsi: OpaquePointer, as _: Owner.Type) -> Owner? {
        guard let context = unsafe lws_get_context(wsi), let user = unsafe lws_context_user(context) else { return nil }
        return unsafe Unmanaged<Owner>.fromOpaque(user).takeUnretainedValue()
    }

    /// Has `peer.service()` called soon on the service thread. Any thread; `false` once the loop has ended.
    @discardableResult
    func request(_ peer: any ServicePeer) -> Bool { requests.request(peer) }

    /// Must end every callback of the context.
    func serviceRequests() { requests.serve() }

    /// Service thread only: the loop ends after the current callbacks, and destroys the context.
    func end() {
        isEnding = true
        // Timers run before the library polls, and it would poll once more, for as long as half a minute.
        requests.wake()
    }

    func join() { requests.join() }
    func joinOrDetach() { requests.joinOrDetach() }

    private func run() {
        // A request may have come between the thread's start and its number being noted.
        requests.note(thread: pthread_self())
        while !isEnding, unsafe lws_service(context, 0) >= 0 {}
        requests.close()
        unsafe lws_context_destroy(context)
        unsafe context = nil
    }
}
