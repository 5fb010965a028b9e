/// Nodes and the links they are to get; made without changing anything, so that searches go on meanwhile.
struct VectorPlan: Sendable {
    struct Node: Sendable {
        var slot: UInt32
        /// At most `VectorStorage.links`.
        var links: [UInt32]
    }

    var nodes: [Node] = []
    /// Those of the tail that are nodes from now on.
    var added: [UInt32] = []
    /// Those of them that a walk may start from.
    var landmarks: [UInt32] = []
    /// How far repair has come with it; `nil` where it is about links of new nodes.
    var repairedTo: Int?
}

/// Leads all links around dead nodes, slot by slot.
struct VectorRepair: Sendable {
    /// Those that were dead when it began: when it ends, nothing leads to them.
    let dead: [UInt32]
    /// Slots before this one are done.
    var next = 0
}
