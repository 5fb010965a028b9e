internal import CLibwebsockets

/// libwebsockets' view of one socket. Service thread only, and not after the owner was told of the close.
@safe
struct SocketHandle {
    private let wsi: OpaquePointer

    init(_ wsi: OpaquePointer) { unsafe self.wsi = wsi }

    /// Asks for one WRITEABLE callback.
    func requestWrite() { _ = unsafe lws_callback_on_writable(wsi) }
}
