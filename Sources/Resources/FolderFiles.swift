internal import Glibc

/// The files of a folder.
package enum FolderFiles {
    /// Names of what is directly in it and begins and ends so, in order, without hidden ones; none where it cannot be read.
    package static func names(in folder: String, prefix: String = "", suffix: String = "") -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if !name.hasPrefix("."), name.hasPrefix(prefix), name.hasSuffix(suffix) { names.append(name) }
        }
        return names.sorted()
    }
}
