internal import Glibc

/// A bare connection to this machine, for clients that no WebSocket library would play: silent, slow or rude.
struct CrowdSocket: ~Copyable {
    private let descriptor: Int32

    private static let handshake =
        "GET /v1/realtime HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

    /// `nil` where the connection is refused.
    init?(port: Int) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        _ = unsafe inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        let status = unsafe withUnsafePointer(to: &address) {
            unsafe connect(
                descriptor, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        guard status == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }

    /// Opens a WebSocket and waits for the answer; `false` where it is refused.
    func upgrade(key: String? = nil) -> Bool {
        let proof = key.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        guard send(Array((Self.handshake + proof + "\r\n").utf8)) else { return false }
        var answer = [UInt8](repeating: 0, count: 2_048)
        let count = unsafe recv(descriptor, &answer, answer.count, 0)
        return count > 12 && String(decoding: answer[9..<12], as: UTF8.self) == "101"
    }

    /// What the server answers to a request on a connection of its own; empty where it does not within two seconds.
    static func get(_ path: String, port: Int) -> String {
        guard let socket = CrowdSocket(port: port) else { return "" }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        _ = unsafe setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard socket.send(Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)) else { return "" }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = unsafe recv(socket.descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        let text = String(decoding: answer, as: UTF8.self)
        guard let head = text.utf8.firstRange(of: "\r\n\r\n".utf8) else { return "" }
        return String(text[head.upperBound...])
    }

    /// `false` once the server takes no more.
    func send(_ bytes: [UInt8]) -> Bool {
        unsafe Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
}
