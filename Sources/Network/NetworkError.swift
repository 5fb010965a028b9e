internal import Glibc

/// Why the network could not do what it was asked; the description says what to do.
package enum NetworkError: Error, Sendable, Equatable, CustomStringConvertible {
    case addressInUse(host: String, port: Int)
    case addressUnavailable(host: String, port: Int)
    case permissionDenied(host: String, port: Int)
    case unknownHost(String)
    case portOutOfRange(Int)
    case unreachable(host: String, port: Int, cause: String)
    /// The peer answered the WebSocket handshake with this HTTP status instead of 101.
    case handshakeRefused(host: String, port: Int, status: Int)
    case invalidRequest(String)
    case stopped
    case unusableTLSFile(TLSFile, path: String, cause: String)
    case tlsKeyMismatch(certificate: String, key: String)
    /// A call of the operating system or of libwebsockets failed; `code` is `errno`.
    case system(operation: String, code: Int32)

    package enum TLSFile: String, Sendable {
        case certificate
        case key
    }

    package var description: String {
        switch self {
        case .addressInUse(let host, let port):
            "address \(host) port \(port) is in use: stop the program that listens there, or choose another port (0 lets the kernel choose)"
        case .addressUnavailable(let host, let port):
            "address \(host) (port \(port)) is not one of this machine's: use 127.0.0.1, ::1, 0.0.0.0 or an address of an interface"
        case .permissionDenied(let host, let port):
            "listening on \(host) port \(port) is not permitted: choose a port from 1024 up"
        case .unknownHost(let host):
            "\"\(host)\" is neither an address nor a name this machine can resolve: give a numeric address such as 127.0.0.1 or ::1"
        case .portOutOfRange(let port):
            "port \(port) does not exist: choose one from 0 to 65535"
        case .unreachable(let host, let port, let cause):
            "no connection to \(host) port \(port) (\(cause)): check that the server runs there and that the address is right"
        case .handshakeRefused(let host, let port, let status):
            "\(host) port \(port) refused the WebSocket with HTTP status \(status): check the path, the credentials and the server's load"
        case .invalidRequest(let what):
            what
        case .stopped:
            "the network is stopped: start a new server or client pool"
        case .unusableTLSFile(.certificate, let path, let cause):
            "the TLS certificate \(path) cannot be used (\(cause)): give a readable PEM file with the server's certificate first, then its chain"
        case .unusableTLSFile(.key, let path, let cause):
            "the TLS key \(path) cannot be used (\(cause)): give a readable PEM file with the private key, without a pass phrase"
        case .tlsKeyMismatch(let certificate, let key):
            "the TLS key \(key) does not belong to the certificate \(certificate): give the key with which that certificate was requested"
        case .system(let operation, let code):
            "\(operation) failed: \(unsafe String(cString: strerror(code))) (errno \(code))"
        }
    }
}
