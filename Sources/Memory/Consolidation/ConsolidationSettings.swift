/// What a consolidation may do.
package struct ConsolidationSettings: Sendable, Hashable {
    /// Memories read at a time.
    package var page = 1_000
    /// Groups that are merged in one transaction.
    package var batch = 64
    /// The scalar product from which two wordings with the same telling words are one.
    package var likeness: Float = 0.75
    /// Days on which an episode came again before it becomes a summary.
    package var repetitions = 3
    /// Days after which an episode that nothing needed is put away.
    package var idleDays = 365
    /// Importance above which nothing is put away.
    package var keptImportance = 0.35

    package init() {}
}

/// What a consolidation did; enough to undo it.
package struct ConsolidationReport: Sendable, Hashable {
    package struct Merge: Sendable, Hashable {
        package enum Reason: String, Sendable { case sameFact, sameWords, sameMeaning, repeated }

        package var into: Int
        package var from: [Int]
        package var reason: Reason
    }

    /// Names the run; when it began.
    package var run: MemoryTime
    package var owner: MemoryOwner
    /// Current memories before.
    package var before = 0
    package var merges: [Merge] = []
    /// Episodes put away.
    package var decayed: [Int] = []
    /// Importance before, of those whose use says that they matter more.
    package var reweighed: [Int: Double] = [:]

    /// Current memories after.
    package var after: Int { before - decayed.count - merges.reduce(0) { $0 + $1.from.count - 1 } }
    /// 0...1
    package var reduction: Double { before == 0 ? 0 : Double(before - after) / Double(before) }

    init(run: MemoryTime, owner: MemoryOwner) {
        self.run = run
        self.owner = owner
    }

    /// For a person: what was done, without anybody's words.
    package var summary: String {
        let repeated = merges.count { $0.reason == .repeated }
        return
            "\(before) memories became \(after): \(merges.count - repeated) merged from several, \(repeated) summaries of what came again, "
            + "\(decayed.count) put away, \(reweighed.count) matter more."
    }
}
