internal import Glibc

/// How many descriptors this process may have.
enum DescriptorLimit {
    /// Makes room for `count` beside those there are, as far as the system allows without privileges: shells often start with 1,024.
    static func raise(to count: Int) {
        var limit = rlimit()
        let kind = __rlimit_resource_t(7 /* RLIMIT_NOFILE */)
        guard unsafe getrlimit(kind, &limit) == 0, limit.rlim_cur < rlim_t(count) else { return }
        limit.rlim_cur = min(limit.rlim_max, rlim_t(count))
        _ = unsafe setrlimit(kind, &limit)
    }
}
