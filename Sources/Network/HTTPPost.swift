internal import Glibc

/// One HTTP/1.1 `POST` of JSON to a server in the clear, on the calling thread.
package struct HTTPPost: Sendable, Equatable {
    package let host: String
    package let port: Int
    let target: String

    /// Longest answer that is looked at: its status line is enough.
    private static let answerBytes = 4_096

    /// - Parameter address: `http://HOST[:PORT][/PATH]`. Throws `invalidRequest` for anything else, without repeating it: it may hold a secret.
    package init(address: String) throws(NetworkError) {
        let prefix = "http://"
        guard address.hasPrefix(prefix), address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .invalidRequest("the address must begin with http:// and have no spaces; for https:// put a relay on this machine")
        }
        let rest = address.dropFirst(prefix.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        target = path.hasPrefix("/") ? String(path) : "/" + path
        var name = authority
        var number: Int? = 80
        if let colon = authority.lastIndex(of: ":"), authority.last != "]" {
            name = authority[..<colon]
            number = Int(authority[authority.index(after: colon)...])
        }
        if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
        guard !name.isEmpty, !name.contains("@"), let number, (1...65_535).contains(number) else {
            throw .invalidRequest("the address must be http://HOST:PORT/PATH, without a user name")
        }
        host = String(name)
        port = number
    }

    /// Sends the body and waits for the answer; gives its status.
    ///
    /// Blocks for as long as `limit` (and as the system takes to resolve a name): call it on a thread that may block.
    package func send(_ body: [UInt8], limit: Duration) throws(NetworkError) -> Int {
        let deadline = ContinuousClock.now + limit
        let socket = try connect(before: deadline)
        defer { close(socket) }
        let authority = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        let head =
            "POST \(target) HTTP/1.1\r\nhost: \(authority)\r\ncontent-type: application/json\r\ncontent-length: \(body.count)\r\n"
            + "connection: close\r\n\r\n"
        try write(Array(head.utf8) + body, to: socket, before: deadline)
        return try status(from: socket, before: deadline)
    }

    private func unreachable(_ cause: String) -> NetworkError { .unreachable(host: host, port: port, cause: cause) }
    private func failed() -> NetworkError { unreachable(unsafe String(cString: strerror(errno))) }

    private func connect(before deadline: ContinuousClock.Instant) throws(NetworkError) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, "\(port)", &hints, &found) == 0 else { throw .unknownHost(host) }
        defer { unsafe freeaddrinfo(found) }
        var next = unsafe found
        var failure = unreachable("no address")
        while let info = unsafe next {
            unsafe next = info.pointee.ai_next
            let kind = unsafe info.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
            let socket = unsafe Glibc.socket(info.pointee.ai_family, kind, info.pointee.ai_protocol)
            guard socket >= 0 else {
                // A family the kernel lacks; the next address may be of another.
                failure = failed()
                continue
            }
            if unsafe Glibc.connect(socket, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0 { return socket }
            if errno == EINPROGRESS {
                do throws(NetworkError) {
                    try wait(for: Int16(POLLOUT), on: socket, before: deadline)
                    var code: Int32 = 0
                    var length = socklen_t(MemoryLayout<Int32>.size)
                    _ = unsafe getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &length)
                    if code == 0 { return socket }
                    errno = code
                    failure = failed()
                } catch {
                    failure = error
                }
            } else {
                failure = failed()
            }
            close(socket)
        }
        throw failure
    }

    private func wait(for events: Int16, on socket: Int32, before deadline: ContinuousClock.Instant) throws(NetworkError) {
        while true {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { throw unreachable("no answer in time") }
            var poll = pollfd(fd: socket, events: events, revents: 0)
            let ready = unsafe Glibc.poll(&poll, 1, Int32(left.rounded(.up)))
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw failed() }
        }
    }

    private func write(_ bytes: [UInt8], to socket: Int32, before deadline: ContinuousClock.Instant) throws(NetworkError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            try wait(for: Int16(POLLOUT), on: socket, before: deadline)
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno != EAGAIN, errno != EINTR { throw failed() }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private func status(from socket: Int32, before deadline: ContinuousClock.Instant) throws(NetworkError) -> Int {
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: Self.answerBytes)
        while !answer.contains(10), answer.count < Self.answerBytes {
            try wait(for: Int16(POLLIN), on: socket, before: deadline)
            let count = unsafe recv(socket, &piece, piece.count, 0)
            if count < 0, errno == EAGAIN || errno == EINTR { continue }
            guard count >= 0 else { throw failed() }
            guard count > 0 else { break }
            answer += piece[..<count]
        }
        let words = answer.prefix { $0 != 13 && $0 != 10 }.split(separator: 32)
        guard words.count >= 2, words[0].starts(with: Array("HTTP/1.".utf8)), let status = Int(String(decoding: words[1], as: UTF8.self))
        else {
            throw unreachable("the answer is not HTTP")
        }
        return status
    }
}
