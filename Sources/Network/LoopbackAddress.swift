internal import Glibc

/// Names and addresses of this very machine.
package enum LoopbackAddress {
    /// - Parameter host: a name, or a numeric address without brackets.
    package static func matches(_ host: String) -> Bool {
        if host == "localhost" { return true }
        var four = in_addr()
        if unsafe inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, host, &six) == 1 else { return false }
        return unsafe withUnsafeBytes(of: &six) { unsafe $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    }
}
