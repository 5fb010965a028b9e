internal import Glibc

/// How many descriptors this process may have.
package enum DescriptorLimit {
    // RLIMIT_NOFILE, which Glibc's module has under another type.
    private static let kind = __rlimit_resource_t(7)

    static var current: Int {
        var limit = rlimit()
        return unsafe getrlimit(kind, &limit) == 0 ? Int(clamping: limit.rlim_cur) : 1_024
    }

    /// Makes room for `count`, as far as the system allows without privileges: shells often start with 1,024. Says whether there is enough.
    @discardableResult
    package static func raise(to count: Int) -> Bool {
        var limit = rlimit()
        guard unsafe getrlimit(kind, &limit) == 0 else { return false }
        guard limit.rlim_cur < rlim_t(count) else { return true }
        limit.rlim_cur = min(limit.rlim_max, rlim_t(count))
        return unsafe setrlimit(kind, &limit) == 0 && limit.rlim_cur >= rlim_t(count)
    }
}
