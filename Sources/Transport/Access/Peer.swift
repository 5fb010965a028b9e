internal import Glibc
internal import Network

/// Who is at the other end, as far as addresses tell.
struct Peer {
    /// Whether the request comes from this machine, and not through a proxy on it.
    let isHere: Bool
    /// Whom failed keys are counted against: an IPv4 address, or an IPv6 network of 64 bits, which one person can fill.
    let block: String

    private static let proxyHeaders = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"]

    init(_ request: HTTPRequest) {
        let isLoopback = LoopbackAddress.matches(request.peer)
        isHere = isLoopback && !Self.proxyHeaders.contains { request.headers[$0] != nil }
        // What the proxy itself saw is the last; earlier ones are the client's own words.
        let forwarded = request.headers["x-forwarded-for"]?.split(separator: ",").last?.filter { $0 != " " } ?? ""
        block = (isLoopback ? Self.block(forwarded) : nil) ?? Self.block(request.peer) ?? request.peer
    }

    private static func block(_ address: String) -> String? {
        var four = in_addr()
        if unsafe inet_pton(AF_INET, address, &four) == 1 { return address }
        guard let bytes = networkBytes(address) else { return nil }
        return KeyDigest.hexadecimal(Array(bytes.prefix(8)))
    }

    private static func networkBytes(_ address: String) -> [UInt8]? {
        var six = in6_addr()
        // The zone of a link-local address, such as %eth0, is no part of it.
        guard unsafe inet_pton(AF_INET6, String(address.prefix { $0 != "%" }), &six) == 1 else { return nil }
        return unsafe withUnsafeBytes(of: &six) { unsafe Array($0) }
    }
}
