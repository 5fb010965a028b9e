/// Keeps memories. What it acknowledges survives the process; nobody reaches another owner's.
///
/// Vectors are derived from texts: they come later, in the background, and can always be made again.
package protocol MemoryStore: Sendable {
    /// Adds them, all or none.
    func add(_ contents: [MemoryContent], for owner: MemoryOwner, at now: MemoryTime) async throws(MemoryError) -> [Memory]
    /// Those of the ids that the owner has, in the order asked.
    func memories(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> [Memory]
    /// Newest first.
    func list(_ filter: MemoryFilter, of owner: MemoryOwner, limit: Int, before: Int?) async throws(MemoryError) -> [Memory]
    /// Changes what `edit` changes. Throws `.unknown` where the owner has no such memory.
    @discardableResult
    func edit(_ id: Int, of owner: MemoryOwner, _ edit: @escaping @Sendable (inout Memory) -> Void) async throws(MemoryError) -> Memory
    /// Several changes, all or none. Returns for each change the memory as it is after it; a forgotten one as it was.
    func apply(_ changes: [MemoryChange], for owner: MemoryOwner, at now: MemoryTime) async throws(MemoryError) -> [Memory]
    /// Removes for good. Returns how many there were.
    @discardableResult
    func forget(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> Int
    @discardableResult
    func forgetEverything(of owner: MemoryOwner) async throws(MemoryError) -> Int
    /// Best first, by the words of `query`; the score is higher for better.
    func matching(_ query: String, _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int) async throws(MemoryError) -> [MemoryMatch]
    /// Best first, by scalar product with vectors that are there.
    func near(_ vector: [Float], _ filter: MemoryFilter, of owner: MemoryOwner, limit: Int) async throws(MemoryError) -> [MemoryMatch]
    /// Marks them as used, without waiting for the disk.
    func recalled(_ ids: [Int], of owner: MemoryOwner, at now: MemoryTime) async
    /// Memories without a vector, oldest first, of any owner.
    func withoutVector(limit: Int) async throws(MemoryError) -> [Memory]
    /// Vectors of unit length.
    func setVectors(_ vectors: [Int: [Float]]) async throws(MemoryError)
    /// The vectors of the owner's memories of these ids, of those that have one.
    func vectors(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> [Int: [Float]]
    /// A small text kept beside an owner's memories, such as how they like to be spoken to; `nil` where there is none of that name.
    func text(_ name: String, of owner: MemoryOwner) async throws(MemoryError) -> String?
    /// - Parameter text: `nil` removes it.
    func setText(_ text: String?, as name: String, of owner: MemoryOwner) async throws(MemoryError)
    func owners() async throws(MemoryError) -> [MemoryOwner]
    func statistics(of owner: MemoryOwner?) async throws(MemoryError) -> MemoryStatistics
    /// Makes long texts smaller that were neither learned nor recalled since `time`. They are read as before.
    ///
    /// - Returns: how many there were.
    @discardableResult
    func packCold(since time: MemoryTime) async throws(MemoryError) -> Int
    func close() async
    /// What was done with it in this process; `nil` where nothing is counted.
    var tally: MemoryTally? { get }
    /// Owners whose memories are ready to be searched; `nil` where none are kept in memory.
    var cachedOwners: Int? { get }
}

extension MemoryStore {
    /// A store that cannot hand them out has none to hand out: who asks makes them of the texts.
    package func vectors(_ ids: [Int], of owner: MemoryOwner) async throws(MemoryError) -> [Int: [Float]] { [:] }

    /// One that keeps texts as they are packs none.
    package func packCold(since time: MemoryTime) async throws(MemoryError) -> Int { 0 }

    package var tally: MemoryTally? { nil }
    package var cachedOwners: Int? { nil }
}

/// One of several changes that are made together.
package enum MemoryChange: Sendable {
    case add(MemoryContent)
    /// Closes a memory; what closes it is the change at this index of the same batch, an `add`.
    case retire(Int, replacedByChange: Int?)
    /// Opens a closed one again, as undo does.
    case reopen(Int)
    case edit(Int, @Sendable (inout Memory) -> Void)
    case forget(Int)
    /// Adds a memory with its history, as an archive has it. Its id is below zero and a name within the batch, which others of the batch
    /// may use in `replacedBy` and among what they were made of; the store gives it one of its own.
    case restore(Memory)
}

/// A memory and how well it fits.
package struct MemoryMatch: Sendable, Hashable {
    package var id: Int
    package var score: Float

    package init(id: Int, score: Float) {
        self.id = id
        self.score = score
    }
}

extension MemoryStore {
    /// What the given ones took the place of, and what those did, back to the first: they say the same of the past, and go with them
    /// where a person wants a thing forgotten.
    package func history(of ids: [Int], _ owner: MemoryOwner) async throws(MemoryError) -> [Int] {
        var (open, seen) = (ids, Set(ids))
        while let id = open.popLast() {
            var filter = MemoryFilter()
            filter.replacedBy = id
            for older in try await list(filter, of: owner, limit: 1_000, before: nil) where seen.insert(older.id).inserted {
                open.append(older.id)
            }
        }
        return seen.subtracting(ids).sorted()
    }
}

/// Which memories are meant.
package struct MemoryFilter: Sendable, Hashable {
    /// Empty: any.
    package var kinds: Set<MemoryContent.Kind> = []
    /// All of them must be there.
    package var tags: Set<String> = []
    package var attribute: String?
    /// By `happened`.
    package var from: MemoryTime?
    package var until: MemoryTime?
    /// What was believed then; `nil`: what counts now.
    package var asOf: MemoryTime?
    /// Closed ones too.
    package var includesRetired = false
    /// Those that this memory took the place of, which are closed. For lists alone.
    package var replacedBy: Int?

    package init() {}
}

package struct MemoryStatistics: Sendable, Hashable {
    /// All of them; so many of them closed.
    package var memories = 0
    package var retired = 0
    package var byKind: [MemoryContent.Kind: Int] = [:]
    package var withoutVector = 0
    package var owners = 0
    /// Of texts, values, tags and vectors as they are kept.
    package var bytes = 0

    package init() {}
}

/// Why memory cannot do what it was asked.
package struct MemoryError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// The owner has no such memory.
        case unknown
        /// What was given is not fit to be kept.
        case invalid
        /// The disk is full.
        case full
        /// The file may not be written.
        case readOnly
        /// The file is damaged.
        case damaged
        /// More is asked of it than it can do, or it is closed.
        case unavailable
    }

    package let kind: Kind
    /// What happened and what to do about it; nobody's words.
    package let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
