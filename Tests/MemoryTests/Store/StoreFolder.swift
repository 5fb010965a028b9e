import Glibc
import Memory

/// A folder of a test's own with a memory file, which goes with it.
final class StoreFolder: Sendable {
    let folder: String
    var path: String { folder + "/memory.db" }

    init() {
        var template = Array((unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp").utf8CString.dropLast())
        template += "/coda-memory-XXXXXX".utf8CString
        folder = unsafe template.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) }.map { unsafe String(cString: $0) } ?? ""
        }
    }

    func open(_ change: (inout MemoryStoreOptions) -> Void = { _ in }) async throws(MemoryError) -> SQLiteMemoryStore {
        var options = MemoryStoreOptions()
        options.isDurable = false
        change(&options)
        return try await SQLiteMemoryStore.open(path: path, options: options)
    }

    var names: [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func bytes(_ path: String) -> [UInt8] {
        guard let file = unsafe fopen(path, "rb") else { return [] }
        defer { unsafe fclose(file) }
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&part, 1, part.count, file)
            guard count > 0 else { return all }
            all += part[..<count]
        }
    }

    static func write(_ bytes: some Collection<UInt8>, to path: String) {
        guard let file = unsafe fopen(path, "wb") else { return }
        defer { unsafe fclose(file) }
        let bytes = Array(bytes)
        _ = unsafe fwrite(bytes, 1, bytes.count, file)
    }

    deinit {
        for name in names { unsafe unlink(folder + "/" + name) }
        unsafe rmdir(folder)
    }
}

extension MemoryTime {
    /// So many seconds after an agreed moment.
    init(_ seconds: Int) { self.init(milliseconds: 1_700_000_000_000 + seconds * 1_000) }
}

extension MemoryContent {
    init(_ text: String, _ kind: Kind = .fact, at seconds: Int = 0) { self.init(kind, text, happened: MemoryTime(seconds)) }
}

let anna = MemoryOwner(account: "house", person: "anna")
let ben = MemoryOwner(account: "house", person: "ben")
