internal import Glibc

/// Which addresses belong to the public internet: what IANA's registries of special addresses leave.
package enum PublicAddress {
    /// - Parameter bytes: 4 or 16, in network order; any other number is no address.
    static func contains(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 4: containsVersion4(bytes)
        case 16: containsVersion6(bytes)
        default: false
        }
    }

    /// - Parameter text: a numeric address.
    package static func contains(_ text: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 { return contains(unsafe withUnsafeBytes(of: &four) { unsafe Array($0) }) }
        if unsafe inet_pton(AF_INET6, text, &six) == 1 { return contains(unsafe withUnsafeBytes(of: &six) { unsafe Array($0) }) }
        return false
    }

    private static func containsVersion4(_ a: [UInt8]) -> Bool {
        switch (a[0], a[1], a[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (192, 168, _), (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100),
            (203, 0, 113), (224..., _, _):
            false
        case (100, 64...127, _), (172, 16...31, _), (198, 18...19, _): false
        default: true
        }
    }

    private static func containsVersion6(_ a: [UInt8]) -> Bool {
        // An IPv4 address in an IPv6 one: mapped (::ffff:0:0/96) and translated (64:ff9b::/96).
        let isMapped = a[..<10].allSatisfy { $0 == 0 } && a[10] == 0xFF && a[11] == 0xFF
        let isTranslated = Array(a[..<12]) == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
        if isMapped || isTranslated { return containsVersion4(Array(a[12...])) }
        // Global unicast is 2000::/3, without 2001::/23 (protocols, tunnels), 2001:db8::/32 and 3fff::/20 (documentation), 2002::/16 (6to4).
        guard a[0] & 0xE0 == 0x20 else { return false }
        switch (a[0], a[1], a[2]) {
        case (0x20, 0x01, 0...1): return false
        case (0x20, 0x01, 0x0D): return a[3] != 0xB8
        case (0x20, 0x02, _): return false
        case (0x3F, 0xFF, 0...0x0F): return false
        default: return true
        }
    }
}
