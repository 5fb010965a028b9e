internal import Glibc

/// A TCP socket that listens; closes in `deinit` unless given away.
///
/// Binding here, not in a library, keeps `errno`.
struct ListeningSocket: ~Copyable {
    private var descriptor: Int32
    /// The port the kernel gave.
    let port: Int

    init(host: String, port: Int) throws(NetworkError) {
        guard (0...65_535).contains(port) else { throw .portOutOfRange(port) }
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe !host.isEmpty && getaddrinfo(host, String(port), &hints, &found) == 0, let addresses = unsafe found else {
            throw .unknownHost(host)
        }
        defer { unsafe freeaddrinfo(addresses) }
        var failure = NetworkError.unknownHost(host)
        var candidate: UnsafeMutablePointer<addrinfo>? = unsafe addresses
        while let address = unsafe candidate {
            do throws(NetworkError) {
                unsafe descriptor = try Self.listen(on: address.pointee, host: host, port: port)
                self.port = Self.boundPort(of: descriptor)
                return
            } catch { failure = error }
            unsafe candidate = address.pointee.ai_next
        }
        throw failure
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Gives the descriptor to a new owner.
    consuming func release() -> Int32 {
        let given = descriptor
        descriptor = -1
        return given
    }

    private static func listen(on address: addrinfo, host: String, port: Int) throws(NetworkError) -> Int32 {
        let descriptor = unsafe socket(
            address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), address.ai_protocol)
        guard descriptor >= 0 else { throw .system(operation: "creating a socket", code: errno) }
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        guard unsafe bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, Glibc.listen(descriptor, 4_096) == 0 else {
            let code = errno
            close(descriptor)
            switch code {
            case EADDRINUSE: throw .addressInUse(host: host, port: port)
            case EADDRNOTAVAIL, EAFNOSUPPORT: throw .addressUnavailable(host: host, port: port)
            case EACCES, EPERM: throw .permissionDenied(host: host, port: port)
            default: throw .system(operation: "listening on \(host) port \(port)", code: code)
            }
        }
        return descriptor
    }

    private static func boundPort(of descriptor: Int32) -> Int {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &storage) { storage in
            let name = UnsafeMutableRawPointer(storage)
            guard unsafe getsockname(descriptor, name.assumingMemoryBound(to: sockaddr.self), &length) == 0 else { return 0 }
            // The port has the same place in both address families.
            return unsafe Int(UInt16(bigEndian: name.load(fromByteOffset: 2, as: UInt16.self)))
        }
    }

    /// Takes one waiting connection from a listening descriptor, set up as all of ours are; `nil` with `errno` where none is had.
    static func accept(from listener: Int32) -> (descriptor: Int32, peer: String)? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &storage) { storage in
            let address = unsafe UnsafeMutableRawPointer(storage).assumingMemoryBound(to: sockaddr.self)
            let descriptor = unsafe Glibc.accept(listener, address, &length)
            guard descriptor >= 0 else { return nil }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
            // A peer that vanished without a word is noticed within two minutes.
            set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
            set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, 60)
            set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, 15)
            set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, 4)
            set(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, 60_000)
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            guard unsafe getnameinfo(address, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
                return (descriptor, "")
            }
            let peer = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            return (descriptor, peer.hasPrefix("::ffff:") ? String(peer.dropFirst(7)) : peer)
        }
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        _ = unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
