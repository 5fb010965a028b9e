/// What a search must know of a memory.
struct IndexedMemory: Sendable {
    let kind: MemoryContent.Kind
    /// What its words are found by, and what it is about: less telling.
    let text: String
    let about: String
    let attribute: String?
    let tags: Set<String>
    let happened: MemoryTime
    let learned: MemoryTime
    let retired: MemoryTime?

    init(_ memory: Memory) {
        let content = memory.content
        kind = content.kind
        text = content.text
        about = ([content.value, content.attribute?.replacing(".", with: " ")].compactMap(\.self) + content.tags.sorted()).joined(
            separator: " ")
        attribute = content.attribute
        tags = content.tags
        happened = content.happened
        learned = memory.learned
        retired = memory.retired
    }
}

/// The same without the words, as it is kept for each memory.
struct IndexedFacets: Sendable {
    let kind: MemoryContent.Kind
    let attribute: String?
    let tags: Set<String>
    let happened: MemoryTime
    let learned: MemoryTime
    let retired: MemoryTime?
    /// Equal for equal words.
    let words: Int

    init(_ memory: IndexedMemory) {
        kind = memory.kind
        attribute = memory.attribute
        tags = memory.tags
        happened = memory.happened
        learned = memory.learned
        retired = memory.retired
        words = [memory.text, memory.about].hashValue
    }

    func passes(_ filter: MemoryFilter) -> Bool {
        guard filter.kinds.isEmpty || filter.kinds.contains(kind), filter.tags.isSubset(of: tags) else { return false }
        if let wanted = filter.attribute, wanted != attribute { return false }
        if let from = filter.from, happened < from { return false }
        if let until = filter.until, happened > until { return false }
        if let asOf = filter.asOf { return learned <= asOf && (retired.map { $0 > asOf } ?? true) }
        return filter.includesRetired || retired == nil
    }
}

/// What a commit means for what is held in memory.
enum IndexChange: Sendable {
    case put(Memory)
    case vector(Int, [Float])
    /// The text is another one.
    case noVector(Int)
    case remove(Int)

    var id: Int {
        switch self {
        case .put(let memory): memory.id
        case .vector(let id, _), .noVector(let id), .remove(let id): id
        }
    }

    var isVector: Bool { if case .vector = self { true } else { false } }
}
