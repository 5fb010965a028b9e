internal import Glibc

/// A blocking TCP client without any protocol, to say to a server what no decent client would.
///
/// Every read gives up after 20 s, so that a test fails instead of hanging.
package final class RawPeer {
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// `nil` where the connection is refused.
    package init?(port: Int, host: String = "127.0.0.1", receiveBufferBytes: Int? = nil) {
        let isVersion6 = host.contains(":")
        descriptor = socket(isVersion6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        if var bytes = receiveBufferBytes.map(Int32.init) {
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
        }
        let status: Int32
        if isVersion6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = UInt16(port).bigEndian
            _ = unsafe inet_pton(AF_INET6, host, &address.sin6_addr)
            status = unsafe withUnsafePointer(to: &address) {
                unsafe connect(
                    descriptor, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self),
                    socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            _ = unsafe inet_pton(AF_INET, host, &address.sin_addr)
            status = unsafe withUnsafePointer(to: &address) {
                unsafe connect(
                    descriptor, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self),
                    socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            Glibc.close(descriptor)
            return nil
        }
    }

    deinit { Glibc.close(descriptor) }

    /// `false` where the peer no longer takes bytes.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    package func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Makes the close a reset, as a crashed machine would.
    package func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Reads more into the buffer; `false` at the end or after 20 s.
    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }

    /// Exactly `count` bytes, or `nil` where the connection ended first.
    package func read(_ count: Int) -> [UInt8]? {
        while buffer.count < count { guard fill() else { return nil } }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    /// Whether the peer has closed: reads to the end, and drops what came.
    package func readsEnd() -> Bool {
        while fill() {}
        buffer = []
        var byte: UInt8 = 0
        let count = unsafe recv(descriptor, &byte, 1, 0)
        return count == 0 || errno == ECONNRESET
    }

    /// One HTTP response: status, headers in lower case, and the body its length announces.
    package func readResponse(hasBody: Bool = true) -> (status: Int, headers: [String: String], body: [UInt8])? {
        var end = 0
        while true {
            while end + 4 <= buffer.count {
                if buffer[end..<(end + 4)] == [13, 10, 13, 10] { break }
                end += 1
            }
            if end + 4 <= buffer.count { break }
            guard fill() else { return nil }
        }
        guard let head = read(end + 4) else { return nil }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        guard let status = lines.first.flatMap({ Int($0.split(separator: " ").dropFirst().first ?? "") }) else { return nil }
        let length = hasBody ? headers["content-length"].flatMap { Int($0) } ?? 0 : 0
        guard let body = read(length) else { return nil }
        return (status, headers, body)
    }
}
