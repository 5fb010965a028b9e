internal import COpenSSL

/// The server's side of TLS on one connection. Event loop's thread only; the descriptor stays the caller's.
@safe
struct TLSSession: ~Copyable {
    /// What came of a step that may have to wait for the peer.
    enum Step: Equatable {
        case done(Int)
        case wantsReading
        case wantsWriting
        /// The peer said good-bye.
        case ended
        case failed
        /// What came was a plain HTTP request.
        case spokeHTTP
    }

    private let session: OpaquePointer
    private(set) var isEstablished = false

    init(_ session: OpaquePointer, descriptor: Int32) {
        unsafe self.session = session
        unsafe SSL_set_fd(session, descriptor)
        unsafe SSL_set_accept_state(session)
    }

    deinit { unsafe SSL_free(session) }

    mutating func handshake() -> Step {
        ERR_clear_error()
        let result = unsafe SSL_do_handshake(session)
        isEstablished = result == 1
        return step(result)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Step {
        ERR_clear_error()
        return step(unsafe SSL_read(session, buffer.baseAddress, Int32(clamping: buffer.count)))
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Step {
        ERR_clear_error()
        return step(unsafe SSL_write(session, bytes.baseAddress, Int32(clamping: bytes.count)))
    }

    /// Tells the peer that nothing more will be sent, as far as the kernel takes it now.
    func sayGoodbye() {
        guard isEstablished else { return }
        ERR_clear_error()
        _ = unsafe SSL_shutdown(session)
    }

    private func step(_ result: Int32) -> Step {
        guard result <= 0 else { return .done(Int(result)) }
        switch unsafe SSL_get_error(session, result) {
        case SSL_ERROR_WANT_READ: return .wantsReading
        case SSL_ERROR_WANT_WRITE: return .wantsWriting
        case SSL_ERROR_ZERO_RETURN: return .ended
        default:
            let reason = coda_ssl_reason(ERR_peek_error())
            ERR_clear_error()
            return reason == Int32(CODA_SPOKE_HTTP) ? .spokeHTTP : .failed
        }
    }
}
