/// How a vector index works. The defaults are what was measured: docs/decisions/0029-vector-index.md.
package struct VectorIndexOptions: Sendable, Hashable {
    /// From so many vectors on a graph is searched; below, all are compared. `nil`: always all.
    package var graphFrom: Int? = 4_000
    /// Links that a node is given.
    package var degree = 16
    /// Nodes that a search for a new node's neighbours keeps in view.
    package var buildBreadth = 96
    /// How much longer than a way around it a link may be; 1 leaves out every link that has one.
    package var slack: Float = 1
    /// Links that a node gets in any case, to the nearest, whether there are ways around or not.
    package var nearest = 8
    /// Nodes that a walk may start from, as a multiple of the square root of all.
    package var landmarks = 4.0
    /// Landmarks that a walk does start from.
    package var starts = 8
    /// Vectors linked at a time. A longer batch is faster on several threads, a shorter one keeps changes waiting less.
    package var batch = 16
    /// Whether changes do the index's upkeep in passing; else somebody calls `upkeep`.
    package var keepsUp = true
    package var kernel = VectorKernel.best

    package init() {}

    /// All vectors are compared, however many there are.
    package static var exact: Self {
        var options = Self()
        options.graphFrom = nil
        return options
    }

    /// A graph from the first vector on.
    package static var graph: Self {
        var options = Self()
        options.graphFrom = 0
        return options
    }
}
