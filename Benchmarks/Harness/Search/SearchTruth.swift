/// The nearest of all by plain products in floating point, found while the vectors pass by.
struct SearchTruth {
    static let nearest = 10

    private let queries: [Float]
    private let count: Int
    private let dimensions: Int
    private var passed = 0
    /// For each query its best so far, the best first.
    private var best: [[(score: Float, id: Int)]]

    init(queries: [Float], dimensions: Int) {
        self.queries = queries
        self.dimensions = dimensions
        count = queries.count / dimensions
        best = [[(score: Float, id: Int)]](repeating: [], count: count)
    }

    /// Compares the next vectors; their ids go on from those before.
    mutating func pass(_ vectors: [Float]) {
        let rows = vectors.count / dimensions
        // As many rows as stay near the processor while every query is compared with them.
        for first in stride(from: 0, to: rows, by: 64) {
            for query in 0..<count {
                for row in first..<min(rows, first + 64) {
                    let score = product(query, vectors, row)
                    if best[query].count < Self.nearest || score > best[query][Self.nearest - 1].score {
                        keep(query, score, passed + row)
                    }
                }
            }
        }
        passed += rows
    }

    private mutating func keep(_ query: Int, _ score: Float, _ id: Int) {
        let place = best[query].firstIndex { $0.score < score } ?? best[query].count
        best[query].insert((score, id), at: place)
        if best[query].count > Self.nearest { best[query].removeLast() }
    }

    private func product(_ query: Int, _ vectors: [Float], _ row: Int) -> Float {
        unsafe queries.withUnsafeBytes { queries in
            unsafe vectors.withUnsafeBytes { vectors in
                var (a, b) = (SIMD16<Float>(), SIMD16<Float>())
                let (from, to) = (query * dimensions * 4, row * dimensions * 4)
                var at = 0
                while at + 32 <= dimensions {
                    let near = from + 4 * at
                    let far = to + 4 * at
                    unsafe a += wide(queries, near) * wide(vectors, far)
                    unsafe b += wide(queries, near + 64) * wide(vectors, far + 64)
                    at += 32
                }
                var sum = (a + b).sum()
                while at < dimensions {
                    let value = unsafe queries.loadUnaligned(fromByteOffset: from + 4 * at, as: Float.self)
                    unsafe sum += value * vectors.loadUnaligned(fromByteOffset: to + 4 * at, as: Float.self)
                    at += 1
                }
                return sum
            }
        }
    }

    private func wide(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> SIMD16<Float> {
        unsafe bytes.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
    }

    /// The ids nearest to each query.
    var ids: [[Int]] { best.map { $0.map(\.id) } }
}
