internal import Glibc

/// Posts to one plain-HTTP address, a connection a time; for collectors on this machine or its network.
///
/// Blocks the calling thread, which must be one of our own. There is no TLS: what is far away is reached through a local collector.
package struct HTTPPost: Sendable {
    private let host: String
    private let port: Int
    private let path: String
    private let seconds: Int

    /// A longer head of an answer is no answer to a post.
    private static let longestHead = 16_384

    /// - Parameters:
    ///   - url: `http://host[:port][/path]`, the host perhaps an IPv6 address in brackets.
    ///   - seconds: how long each step may take: to connect, to send, to be answered.
    /// - Throws: `NetworkError.invalidRequest` for anything else.
    package init(url: String, seconds: Int = 5) throws(NetworkError) {
        let wrong = NetworkError.invalidRequest("\"\(url)\" is not an address to post to: give http://host:port/path")
        guard url.hasPrefix("http://"), !url.utf8.contains(where: { $0 <= 32 || $0 >= 127 }) else { throw wrong }
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" }
        path = authority.endIndex == rest.endIndex ? "/" : String(rest[authority.endIndex...])
        let bracket = authority.firstIndex(of: "]")
        let colon = authority[(bracket ?? authority.startIndex)...].firstIndex(of: ":")
        let name = authority[..<(colon ?? authority.endIndex)]
        host = String(bracket == nil ? name : name.dropFirst().dropLast())
        port = colon.map { Int(authority[authority.index(after: $0)...]) ?? 0 } ?? 80
        let isBracketed = authority.hasPrefix("[") && name.hasSuffix("]")
        guard (1...65_535).contains(port), !host.isEmpty, !authority.contains("@"), bracket == nil || isBracketed else { throw wrong }
        self.seconds = seconds
    }

    /// Sends `body` and gives the status of the answer, 100...999.
    package func send(_ body: [UInt8], contentType: String) throws(NetworkError) -> Int {
        let socket = try connected()
        defer { close(socket) }
        let name = host.contains(":") ? "[\(host)]" : host
        let head =
            "POST \(path) HTTP/1.1\r\nHost: \(name):\(port)\r\nContent-Type: \(contentType)\r\nContent-Length: \(body.count)\r\n"
            + "Connection: close\r\n\r\n"
        try write(Array(head.utf8) + body, to: socket)
        return try status(from: socket)
    }

    private func connected() throws(NetworkError) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, "\(port)", &hints, &first) == 0 else { throw .unknownHost(host) }
        defer { unsafe freeaddrinfo(first) }
        var cause: Int32 = 0
        var next = unsafe first
        while let address = unsafe next {
            let descriptor = unsafe socket(
                address.pointee.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), address.pointee.ai_protocol)
            if descriptor >= 0 {
                // The limit for sending is also the one for connecting.
                var limit = timeval(tv_sec: seconds, tv_usec: 0)
                unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
                unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
                if unsafe connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 { return descriptor }
                cause = errno
                close(descriptor)
            } else {
                cause = errno
            }
            unsafe next = address.pointee.ai_next
        }
        throw unreachable(cause)
    }

    private func unreachable(_ code: Int32) -> NetworkError {
        let cause = code == EINPROGRESS || code == EAGAIN ? "no answer within \(seconds) s" : unsafe String(cString: strerror(code))
        return .unreachable(host: host, port: port, cause: cause)
    }

    private func write(_ bytes: [UInt8], to socket: Int32) throws(NetworkError) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw unreachable(errno) }
            sent += count
        }
    }

    /// Reads up to the end of the head: the rest says nothing more.
    private func status(from socket: Int32) throws(NetworkError) -> Int {
        var head: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while head.count < Self.longestHead, !Self.isWhole(head) {
            let count = unsafe recv(socket, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreachable(errno) }
            guard count > 0 else { break }
            head += buffer[..<count]
        }
        let words = String(decoding: head.prefix { $0 != 13 && $0 != 10 }, as: UTF8.self).split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]), (100...999).contains(status) else {
            throw .unreachable(host: host, port: port, cause: "the answer is not HTTP")
        }
        return status
    }

    private static func isWhole(_ head: [UInt8]) -> Bool {
        head.count >= 4 && (3..<head.count).contains { head[($0 - 3)...$0].elementsEqual([13, 10, 13, 10]) }
    }
}
