internal import CLibwebsockets
internal import Glibc

/// libwebsockets' view of one socket. Service thread only, and not after the owner was told of the close.
@safe
struct SocketHandle {
    private let wsi: OpaquePointer

    init(_ wsi: OpaquePointer) { unsafe self.wsi = wsi }

    /// Asks for one WRITEABLE callback.
    func requestWrite() { _ = unsafe lws_callback_on_writable(wsi) }

    /// Whether the library still holds bytes that the kernel did not take.
    var isBlocked: Bool { unsafe lws_partial_buffered(wsi) != 0 }

    /// Sends bytes as they are; what the kernel does not take is copied by the library. `false` where the socket is broken.
    func write(_ bytes: UnsafeMutableRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        return unsafe lws_write(wsi, base.assumingMemoryBound(to: UInt8.self), bytes.count, LWS_WRITE_HTTP) >= 0
    }

    func setReading(_ enabled: Bool) { _ = unsafe lws_rx_flow_control(wsi, enabled ? 1 : 0) }

    /// Asks for one TIMER callback after `delay`, instead of an earlier one. Cannot be cancelled: 4.1.6 would fire at once.
    func setTimer(_ delay: Duration) {
        let (seconds, attoseconds) = delay.components
        unsafe lws_set_timer_usecs(wsi, max(1, seconds * 1_000_000 + attoseconds / 1_000_000_000_000))
    }

    /// Tells the peer that nothing more will be sent.
    func shutdownWriting() { _ = unsafe shutdown(lws_get_socket_fd(wsi), Int32(SHUT_WR)) }

    /// Closes without ceremony, from the service loop, soon.
    func kill() { unsafe lws_set_timeout(wsi, PENDING_TIMEOUT_USER_REASON_BASE, Int32(CODA_LWS_KILL_ASYNC)) }
}
