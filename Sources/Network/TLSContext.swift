internal import COpenSSL
internal import Glibc

/// A certificate and its key, ready to serve connections; TLS 1.2 and later. Any thread.
@safe
final class TLSContext: @unchecked Sendable {
    private let context: OpaquePointer

    /// Reads the files. An expired certificate is used all the same, and said to `NetworkLog`.
    init(_ files: TLSFiles) throws(NetworkError) {
        try Self.requireReadable(files.certificateChain, kind: .certificate)
        try Self.requireReadable(files.key, kind: .key)
        ERR_clear_error()
        guard let context = unsafe coda_ssl_server() else { throw .system(operation: "creating a TLS context", code: errno) }
        unsafe self.context = context
        guard unsafe SSL_CTX_use_certificate_chain_file(context, files.certificateChain) == 1 else {
            throw .unusableTLSFile(.certificate, path: files.certificateChain, cause: Self.lastCause())
        }
        guard unsafe SSL_CTX_use_PrivateKey_file(context, files.key, SSL_FILETYPE_PEM) == 1 else {
            if coda_ssl_reason(ERR_peek_last_error()) == Int32(CODA_KEY_MISMATCH) {
                throw .tlsKeyMismatch(certificate: files.certificateChain, key: files.key)
            }
            throw .unusableTLSFile(.key, path: files.key, cause: Self.lastCause())
        }
        warnIfExpired(files.certificateChain)
    }

    deinit { unsafe SSL_CTX_free(context) }

    /// The server's side of a new connection.
    func session(on descriptor: Int32) -> TLSSession? {
        guard let session = unsafe SSL_new(context) else { return nil }
        return unsafe TLSSession(session, descriptor: descriptor)
    }

    private static func requireReadable(_ path: String, kind: NetworkError.TLSFile) throws(NetworkError) {
        guard unsafe access(path, R_OK) == 0 else {
            throw .unusableTLSFile(kind, path: path, cause: unsafe String(cString: strerror(errno)))
        }
    }

    private static func lastCause() -> String {
        // The first error is the cause, the later ones are consequences.
        let error = ERR_peek_error()
        ERR_clear_error()
        return unsafe ERR_reason_error_string(error).map { unsafe String(cString: $0) } ?? "not PEM"
    }

    private func warnIfExpired(_ path: String) {
        guard let certificate = unsafe SSL_CTX_get0_certificate(context) else { return }
        if unsafe X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0 {
            NetworkLog.note("the certificate \(path) has expired: clients will refuse it; renew it")
        } else if unsafe X509_cmp_current_time(X509_get0_notBefore(certificate)) > 0 {
            NetworkLog.note("the certificate \(path) is not valid yet: clients will refuse it; check this machine's clock")
        }
    }
}
