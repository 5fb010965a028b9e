internal import Glibc

/// A port at which the kernel takes connections and nobody answers.
package struct SilentListener: ~Copyable {
    package let port: Int
    private let socket: Int32

    struct Failure: Error {}

    package init() throws {
        let listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { place in
            unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                unsafe bind(listener, place, length) == 0 && listen(listener, 1) == 0 && getsockname(listener, place, &length) == 0
            }
        }
        socket = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        guard listener >= 0, isListening else { throw Failure() }
    }

    deinit { close(socket) }
}
