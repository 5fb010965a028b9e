internal import Glibc
internal import Wire

/// Other vector indexes, from Python: they get the same vectors and queries through files, and are held to the same nearest.
@safe
struct SearchPeers {
    private static let program = [".venv-peers/bin/python", "Benchmarks/peers/search_peers.py"]

    /// Where the files are; it goes with this value.
    private let folder: ScratchFolder
    private let vectors: UnsafeMutablePointer<FILE>

    static var areInstalled: Bool { unsafe access(program[0], X_OK) == 0 }

    init() throws(BenchError) {
        folder = try ScratchFolder("bench-search")
        guard let file = unsafe fopen(folder.path + "/vectors", "w") else { throw BenchError("\(folder.path)/vectors cannot be written") }
        unsafe vectors = file
    }

    func pass(_ values: [Float]) throws(BenchError) {
        guard unsafe fwrite(values, 4, values.count, vectors) == values.count else { throw BenchError("\(folder.path) is full") }
    }

    /// Runs them once every vector has passed.
    ///
    /// - Returns: figures of each, by name.
    func run(queries: [Float], truth: [[Int]], dimensions: Int) throws -> [String: [String: Double]] {
        unsafe fclose(vectors)
        try write(queries.map(\.bitPattern), "queries")
        try write(truth.flatMap { $0 }.map { UInt32($0) }, "truth")
        let process = try SpawnedProcess(Self.program[0], Self.program + [folder.path, "\(dimensions)"])
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
        guard let file = unsafe fopen(folder.path + "/" + name, "w") else { throw BenchError("\(folder.path)/\(name) cannot be written") }
        defer { unsafe fclose(file) }
        guard unsafe fwrite(values, 4, values.count, file) == values.count else { throw BenchError("\(folder.path) is full") }
    }
}
