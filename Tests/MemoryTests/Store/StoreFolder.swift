import Memory
import TestSupport

/// A folder of a test's own with a memory file, which goes with it.
final class StoreFolder: Sendable {
    private let temporary = TemporaryFolder("memory")
    var folder: String { temporary.path }
    var path: String { temporary.file("memory.db") }
    var names: [String] { temporary.names }

    func open(_ change: (inout MemoryStoreOptions) -> Void = { _ in }) async throws(MemoryError) -> SQLiteMemoryStore {
        var options = MemoryStoreOptions()
        options.isDurable = false
        change(&options)
        return try await SQLiteMemoryStore.open(path: path, options: options)
    }

    static func bytes(_ path: String) -> [UInt8] { TextFile.bytes(path) ?? [] }
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
