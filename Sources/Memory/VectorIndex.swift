/// Finds the vectors nearest to one. All are of unit length; the score is the scalar product.
///
/// Derived data: it can always be made again from the store's rows.
package protocol VectorIndex: Sendable {
    var dimensions: Int { get }
    var count: Int { get }

    /// Adds a vector, or replaces that of the same id. Throws `.invalid` where it is not `dimensions` finite numbers of unit length.
    mutating func insert(_ vector: [Float], id: Int) throws(MemoryError)
    mutating func remove(_ id: Int)
    /// The best first; only ids that `accepts` lets through, where it is given. Throws `.invalid` as `insert` does.
    func search(_ vector: [Float], limit: Int, accepts: ((Int) -> Bool)?) throws(MemoryError) -> [MemoryMatch]
    /// What it holds in memory.
    var bytes: Int { get }
}
