internal import Glibc
internal import Wire

/// Other vector indexes, from Python: they get the same vectors and queries through files, and are held to the same nearest.
@safe
struct SearchPeers {
    private static let program = [".venv-peers/bin/python", "Benchmarks/peers/search_peers.py"]

    /// Where the files are.
    let folder: String
    private let vectors: UnsafeMutablePointer<FILE>

    static var areInstalled: Bool { unsafe access(program[0], X_OK) == 0 }

    init() throws(BenchError) {
        var path = Array("/tmp/coda-search-XXXXXX\0".utf8CString)
        guard unsafe mkdtemp(&path) != nil else { throw BenchError("no temporary folder could be made") }
        folder = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard let file = unsafe fopen(folder + "/vectors", "w") else { throw BenchError("\(folder)/vectors cannot be written") }
        unsafe vectors = file
    }

    func pass(_ values: [Float]) throws(BenchError) {
        guard unsafe fwrite(values, 4, values.count, vectors) == values.count else { throw BenchError("\(folder) is full") }
    }

    /// Runs them once every vector has passed.
    ///
    /// - Returns: figures of each, by name.
    func run(queries: [Float], truth: [[Int]], dimensions: Int) throws -> [String: [String: Double]] {
        unsafe fclose(vectors)
        try write(queries.map(\.bitPattern), "queries")
        try write(truth.flatMap { $0 }.map { UInt32($0) }, "truth")
        let process = try SpawnedProcess(Self.program[0], Self.program + [folder, "\(dimensions)"])
        var text = ""
        while case let part = process.read(), !part.isEmpty { text += part }
        guard case .object(let peers)? = try? JSONValue.parse(Array(text.utf8)) else {
            throw BenchError("the peers did not end well: make bench-peers installs them")
        }
        return peers.compactMapValues { peer in
            guard case .object(let figures) = peer else { return nil }
            var flat = figures.compactMapValues(\.number)
            if case .object(let times)? = figures["search_ms"] {
                for (part, time) in times { flat["search_ms.\(part)"] = time.number }
            }
            return flat
        }
    }

    private func write(_ values: [UInt32], _ name: String) throws(BenchError) {
        guard let file = unsafe fopen(folder + "/" + name, "w") else { throw BenchError("\(folder)/\(name) cannot be written") }
        defer { unsafe fclose(file) }
        guard unsafe fwrite(values, 4, values.count, file) == values.count else { throw BenchError("\(folder) is full") }
    }

    func remove() {
        for name in ["vectors", "queries", "truth"] { unsafe unlink(folder + "/" + name) }
        unsafe rmdir(folder)
    }
}
