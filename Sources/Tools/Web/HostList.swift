/// The hosts that the owner allows: `hub.local`, `*.example.org` for a host and all below it, `*` for the public internet.
package struct HostList: Sendable, Equatable {
    private let named: Set<String>
    private let below: [String]
    private let allowsPublic: Bool

    package init(_ entries: [String]) {
        let entries = entries.map { Arguments.trimmed($0).lowercased() }
        named = Set(entries.filter { !$0.isEmpty && !$0.hasPrefix("*") })
        below = entries.filter { $0.hasPrefix("*.") }.map { String($0.dropFirst(2)) }
        allowsPublic = entries.contains("*")
    }

    package var isEmpty: Bool { named.isEmpty && below.isEmpty && !allowsPublic }

    /// Whether a host is listed by its own name: then it may be one of a private network.
    func names(_ host: String) -> Bool { named.contains(host) }

    func allows(_ host: String) -> Bool {
        let host = host.hasSuffix(".") ? String(host.dropLast()) : host
        return allowsPublic || named.contains(host) || below.contains { host == $0 || host.hasSuffix("." + $0) }
    }
}
