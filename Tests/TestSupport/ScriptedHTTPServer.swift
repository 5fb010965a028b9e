internal import Glibc

/// An HTTP/1.1 server whose every byte a test writes, with a blocking thread for each connection: slow, broken and endless answers.
package final class ScriptedHTTPServer: Sendable {
    package typealias Script = @Sendable (ScriptedExchange) -> Void

    package struct Seen: Sendable {
        package var connections = 0
        package var requests: [ScriptedRequest] = []
        var open: Set<Int32> = []
        var isStopped = false
    }

    package let port: Int
    package let seen = Latch(Seen())
    private let listener: Int32
    private let script: Script

    package struct NoPort: Error {}

    /// - Parameter script: answers each request, on the connection's thread; it may wait there for a signal of the test.
    package init(_ script: @escaping Script) throws(NoPort) {
        self.script = script
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { place in
            unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                unsafe bind(descriptor, place, length) == 0 && listen(descriptor, 512) == 0 && getsockname(descriptor, place, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard listener >= 0, isListening else { throw NoPort() }
        let listener = listener
        let seen = seen
        Self.thread {
            while true {
                let peer = accept(listener, nil, nil)
                guard peer >= 0 else { break }
                let isWanted = seen.update { seen in
                    guard !seen.isStopped else { return false }
                    seen.connections += 1
                    seen.open.insert(peer)
                    return true
                }
                guard isWanted else {
                    close(peer)
                    continue
                }
                Self.thread { Self.serve(peer, seen, script) }
            }
            close(listener)
        }
    }

    deinit { stop() }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// Ends the connections; scripts that wait for something else must be let go by the test.
    package func stop() {
        let isFirst = seen.update { seen in
            defer { seen.isStopped = true }
            seen.open.forEach { shutdown($0, Int32(SHUT_RDWR)) }
            return !seen.isStopped
        }
        if isFirst { shutdown(listener, Int32(SHUT_RDWR)) }
    }

    private static func serve(_ peer: Int32, _ seen: Latch<Seen>, _ script: Script) {
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        unsafe setsockopt(peer, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var one: Int32 = 1
        unsafe setsockopt(peer, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        var rest: [UInt8] = []
        while let request = ScriptedRequest(reading: peer, &rest) {
            seen.update { $0.requests.append(request) }
            let exchange = ScriptedExchange(request, peer)
            script(exchange)
            if exchange.isClosing { break }
        }
        seen.update {
            $0.open.remove(peer)
            close(peer)
        }
    }

    private final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let box = unsafe Unmanaged.passRetained(Box(body))
        let status = unsafe pthread_create(
            &thread, nil,
            { argument in
                if let argument = unsafe argument { unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, unsafe box.toOpaque())
        if status == 0 { pthread_detach(thread) } else { unsafe box.release() }
    }
}
