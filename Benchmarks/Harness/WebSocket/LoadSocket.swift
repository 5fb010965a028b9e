internal import Glibc

/// One WebSocket of a load client, bare: what costs the client time would be taken for the server's.
///
/// One thread at a time. Frames are sent as prepared by `LoadFrames`; what comes is cut into messages without a copy.
final class LoadSocket {
    let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 10)
    /// Bytes of the buffer that are filled, the first of them the beginning of a frame.
    private var filled = 0

    private static let upgrade =
        "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

    /// Connects, opens a WebSocket and waits for the answer to the handshake.
    ///
    /// - Parameter key: shown as a bearer token.
    init(port: Int, path: String, key: String? = nil) throws(BenchError) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = unsafe withUnsafePointer(to: &address) {
            unsafe connect(
                descriptor, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        guard status == 0 else { throw BenchError("no connection to port \(port): \(Self.systemError())") }
        var one: Int32 = 1
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        let proof = key.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        try send(Array("GET \(path) HTTP/1.1\r\n\(Self.upgrade)\(proof)\r\n".utf8))
        try readAnswer()
    }

    deinit { close(descriptor) }

    private func readAnswer() throws(BenchError) {
        while true {
            guard let count = try receive(waits: true), count > 0 else { throw BenchError("the server closed during the handshake.") }
            let text = String(decoding: buffer[..<filled], as: UTF8.self)
            guard let end = text.utf8.firstRange(of: "\r\n\r\n".utf8) else { continue }
            guard text.hasPrefix("HTTP/1.1 101") else {
                let status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
                throw BenchError("a WebSocket was refused: \(text.prefix(40))", refusal: status)
            }
            drop(text.utf8.distance(from: text.startIndex, to: end.upperBound))
            return
        }
    }

    /// Sends all of it, however long that takes.
    func send(_ bytes: [UInt8]) throws(BenchError) {
        var sent = 0
        while sent < bytes.count {
            let count = push(bytes, from: sent, waits: true)
            guard count > 0 else { throw BenchError("the server takes nothing more: \(Self.systemError())") }
            sent += count
        }
    }

    /// Sends what the kernel takes at once; gives how many bytes that was, negative where the connection is broken.
    func push(_ bytes: [UInt8], from start: Int, waits: Bool = false) -> Int {
        while true {
            let flags = Int32(MSG_NOSIGNAL) | (waits ? 0 : Int32(MSG_DONTWAIT))
            let count = unsafe bytes.withUnsafeBytes { all in
                unsafe Glibc.send(descriptor, all.baseAddress?.advanced(by: start), all.count - start, flags)
            }
            if count >= 0 { return count }
            if errno == EAGAIN { return 0 }
            guard errno == EINTR else { return -1 }
        }
    }

    /// Reads what has come; 0 where the server has closed, `nil` where nothing is there.
    private func receive(waits: Bool) throws(BenchError) -> Int? {
        if filled == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { all in
                unsafe recv(
                    descriptor, all.baseAddress?.advanced(by: filled), all.count - filled, waits ? 0 : Int32(MSG_DONTWAIT))
            }
            if count >= 0 {
                filled += count
                return count
            }
            if errno == EAGAIN { return nil }
            guard errno == EINTR else { throw BenchError("a connection broke: \(Self.systemError())") }
        }
    }

    /// Takes the messages that are there and calls `take` with each one's bytes.
    ///
    /// - Parameter waits: for the first bytes, if none are there.
    func messages(waits: Bool = false, _ take: (Span<UInt8>) -> Void) throws(BenchError) {
        try frames(waits: waits) { _, payload in take(payload) }
    }

    /// The same with each one's opcode: 1 is text, 2 is binary, 9 a ping.
    func frames(waits: Bool = false, _ take: (UInt8, Span<UInt8>) -> Void) throws(BenchError) {
        // More room, once many messages come: an idle connection of thousands does with little.
        if filled == 0, buffer.count < 1 << 16, !waits { buffer = [UInt8](repeating: 0, count: 1 << 16) }
        guard let count = try receive(waits: waits) else { return }
        guard count > 0 else { throw BenchError("the server closed a connection.") }
        var start = 0
        while let frame = frame(at: start) {
            guard buffer[start] & 0x0F != 8 else {
                let reason = String(decoding: buffer[min(frame.lowerBound + 2, frame.upperBound)..<frame.upperBound], as: UTF8.self)
                throw BenchError("the server closed a connection: \(reason)")
            }
            take(buffer[start] & 0x0F, buffer.span.extracting(frame))
            start = frame.upperBound
        }
        drop(start)
    }

    /// Waits for one message; gives it.
    func message() throws(BenchError) -> [UInt8] {
        while true {
            if let frame = frame(at: 0) {
                defer { drop(frame.upperBound) }
                return Array(buffer[frame])
            }
            guard let count = try receive(waits: true), count > 0 else { throw BenchError("the server closed a connection.") }
        }
    }

    /// Where the payload of the frame at `start` lies, once all of it is there. A server's frames are not masked.
    private func frame(at start: Int) -> Range<Int>? {
        guard filled >= start + 2 else { return nil }
        let short = Int(buffer[start + 1] & 0x7F)
        let lengthBytes = short < 126 ? 0 : short == 126 ? 2 : 8
        guard filled >= start + 2 + lengthBytes else { return nil }
        var length = short
        if lengthBytes > 0 { length = buffer[(start + 2)..<(start + 2 + lengthBytes)].reduce(0) { $0 << 8 | Int($1) } }
        let payload = start + 2 + lengthBytes
        guard filled >= payload + length else { return nil }
        return payload..<(payload + length)
    }

    private func drop(_ count: Int) {
        guard count > 0 else { return }
        unsafe buffer.withUnsafeMutableBytes { all in
            guard let base = all.baseAddress else { return }
            unsafe memmove(base, base + count, filled - count)
        }
        filled -= count
    }

    private static func systemError() -> String { unsafe String(cString: strerror(errno)) }
}
