internal import Storage
internal import Synchronization

/// What is held in memory of one owner to be searched: words, vectors, and what filters look at.
///
/// Commits are noted at once and worked in by the next search, so that a writer never waits for an index.
final class OwnerIndex: Sendable {
    private struct Content {
        var words: WordIndex?
        var vectors: SharedVectorIndex?
        var facets: [Int: IndexedFacets] = [:]
        var isLoaded = false
    }

    private let content = Mutex(Content())
    private let noted = Mutex([IndexChange]())
    private let upkeep: VectorUpkeep
    private let makeVectors: @Sendable (Int) -> SharedVectorIndex

    /// More than this between two searches, and loading again is the better way.
    private static let mostNoted = 20_000

    init(upkeep: VectorUpkeep, makeVectors: @escaping @Sendable (Int) -> SharedVectorIndex) {
        self.upkeep = upkeep
        self.makeVectors = makeVectors
    }

    /// - Returns: whether it is still worth keeping.
    func note(_ changes: [IndexChange]) -> Bool {
        noted.withLock { noted in
            noted += changes
            return noted.count <= Self.mostNoted
        }
    }

    /// Lends words and vectors as they are after all that was noted, loading them first where they are not there.
    func search(
        load: () throws(StorageError) -> [IndexChange],
        _ body: (WordIndex, (any VectorIndex)?, [Int: IndexedFacets]) throws(StorageError) -> [MemoryMatch]
    ) throws(StorageError) -> [MemoryMatch] {
        let result: Result<[MemoryMatch], StorageError> = content.withLock { content in
            Result { () throws(StorageError) in
                let words = try current(&content, load)
                return try body(words, content.vectors, content.facets)
            }
        }
        return try result.get()
    }

    /// What it holds.
    var bytes: Int {
        content.withLock { content in
            (content.words?.bytes ?? 0) + (content.vectors?.bytes ?? 0) + content.facets.capacity * (MemoryLayout<IndexedFacets>.stride + 8)
        }
    }

    private func current(_ content: inout Content, _ load: () throws(StorageError) -> [IndexChange]) throws(StorageError) -> WordIndex {
        do throws(StorageError) {
            let words = if let words = content.words { words } else { try WordIndex() }
            content.words = words
            if !content.isLoaded {
                try work(try load(), &content, words)
                content.isLoaded = true
            }
            let changes = noted.withLock { noted in
                defer { noted = [] }
                return noted
            }
            try work(changes, &content, words)
            if let vectors = content.vectors { upkeep.look(after: vectors) }
            return words
        } catch {
            // Half worked in is worth nothing.
            content = Content()
            throw error
        }
    }

    private func work(_ changes: [IndexChange], _ content: inout Content, _ words: WordIndex) throws(StorageError) {
        guard !changes.isEmpty else { return }
        try words.together { () throws(StorageError) in
            for change in changes {
                switch change {
                case .put(let whole):
                    let (id, memory) = (whole.id, IndexedMemory(whole))
                    let facets = IndexedFacets(memory)
                    let old = content.facets.updateValue(facets, forKey: id)
                    if old?.words == facets.words { continue }
                    if old != nil { try words.remove(id) }
                    try words.insert(id, memory)
                case .remove(let id):
                    guard content.facets.removeValue(forKey: id) != nil else { continue }
                    try words.remove(id)
                    content.vectors?.remove(id)
                case .noVector(let id): content.vectors?.remove(id)
                case .vector(let id, let vector):
                    // A vector may come when its memory is gone, or is of another model than the others.
                    guard content.facets[id] != nil else { continue }
                    if content.vectors == nil { content.vectors = makeVectors(vector.count) }
                    // What is no vector of unit length cannot be near anything: words find its memory.
                    if content.vectors?.dimensions == vector.count { try? content.vectors?.insert(vector, id: id) }
                }
            }
        }
    }
}
