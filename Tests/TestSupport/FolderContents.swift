internal import Glibc

/// What is in a folder, without Foundation.
package enum FolderContents {
    /// The names of all that is directly in it, in order; none where it cannot be read.
    package static func names(_ path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a file, a link or a folder with all that is in it; a link goes as a link, and what it points to stays.
    package static func remove(_ path: String) {
        guard unsafe unlink(path) != 0, errno == EISDIR else { return }
        for name in names(path) { remove(path + "/" + name) }
        unsafe rmdir(path)
    }
}
