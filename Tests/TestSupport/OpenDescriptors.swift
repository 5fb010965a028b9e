internal import Glibc

package enum OpenDescriptors {
    /// How many file descriptors this process has open.
    package static func count() -> Int {
        guard let folder = unsafe opendir("/proc/self/fd") else { return 0 }
        defer { unsafe closedir(folder) }
        var count = 0
        while unsafe readdir(folder) != nil { count += 1 }
        return count
    }
}
