internal import Network
internal import Storage

/// Turns memories into the values of their row and back, sealing what people said where there is a key.
struct StoredTexts: Sendable {
    /// `nil` keeps them as they are.
    let sealing: Sealing?
    /// Whether what is not sealed is kept as bytes too, for a database whose columns have one type and whose texts no NUL.
    let keepsBytes: Bool

    init(sealing: Sealing?, keepsBytes: Bool = false) {
        self.sealing = sealing
        self.keepsBytes = keepsBytes
    }

    /// Whether texts are kept as they are.
    var isPlain: Bool { sealing == nil && !keepsBytes }

    /// What is sealed is bound to its place, so that it cannot be moved to another.
    enum Place: UInt8 {
        case text = 1
        case value, tags, vector, check, named
    }

    /// How a sealed or packed text begins.
    private static let (plain, packed) = (UInt8(0), UInt8(1))

    func values(_ memory: Memory) throws(StorageError) -> [StoredValue] {
        let content = memory.content
        let madeOf = content.source.memories
        let value: StoredValue = if let value = content.value { try stored(value, memory.id, .value) } else { .null }
        let tags = content.tags.sorted().joined(separator: String(MemoryContent.tagSeparator))
        return [
            .integer(memory.id), .text(content.kind.rawValue), try stored(content.text, memory.id, .text), .optional(content.attribute),
            value,
            .optional(content.validFrom?.milliseconds), .optional(content.validUntil?.milliseconds),
            .integer(content.happened.milliseconds),
            .real(content.confidence), .real(content.importance), try stored(tags, memory.id, .tags),
            .text(content.source.origin.rawValue), .optional(content.source.session), .optional(content.source.turn),
            .optional(madeOf.isEmpty ? nil : madeOf.map(String.init).joined(separator: ",")),
            .integer(memory.learned.milliseconds), .optional(memory.retired?.milliseconds), .optional(memory.replacedBy),
            .optional(memory.recalled?.milliseconds), .integer(memory.recallCount),
        ]
    }

    /// Reads `MemoryTable.columns`.
    func memory(_ row: borrowing Row, _ owner: MemoryOwner) throws(StorageError) -> Memory {
        guard let kind = MemoryContent.Kind(rawValue: try row.text(1)), let origin = MemorySource.Origin(rawValue: try row.text(11)) else {
            throw StorageError(.type, "A memory is of a kind or an origin that this version of Coda does not know.")
        }
        let id = try row.integer(0)
        var content = MemoryContent(kind, try text(row, 2, id, .text), happened: MemoryTime(milliseconds: try row.integer(7)))
        content.attribute = try row.optionalText(3)
        content.value = row.isNull(4) ? nil : try text(row, 4, id, .value)
        content.validFrom = try time(row, 5)
        content.validUntil = try time(row, 6)
        content.confidence = try row.real(8)
        content.importance = try row.real(9)
        content.tags = try tags(row, 10, id)
        content.source.origin = origin
        content.source.session = try row.optionalText(12)
        content.source.turn = try row.optionalText(13)
        content.source.memories = (try row.optionalText(14) ?? "").split(separator: ",").compactMap { Int($0) }
        var memory = Memory(id: id, owner: owner, content: content, learned: MemoryTime(milliseconds: try row.integer(15)))
        memory.retired = try time(row, 16)
        memory.replacedBy = try row.optionalInteger(17)
        memory.recalled = try time(row, 18)
        memory.recallCount = try row.integer(19)
        return memory
    }

    // MARK: Single values

    func tags(_ row: borrowing Row, _ column: Int, _ id: Int) throws(StorageError) -> Set<String> {
        Set(try text(row, column, id, .tags).split(separator: MemoryContent.tagSeparator).map(String.init))
    }

    /// The same text, smaller; `nil` where that is not worth it.
    func packed(_ text: String, _ id: Int) throws(StorageError) -> StoredValue? {
        guard let bytes = Packing.packed(Array(text.utf8)) else { return nil }
        return .blob(try sealed([Self.packed] + bytes, id, .text))
    }

    func vector(_ vector: [Float], _ id: Int) throws(StorageError) -> StoredValue {
        .blob(try sealed(StoredVector.bytes(vector), id, .vector))
    }

    /// `nil` where there is none.
    func vector(_ row: borrowing Row, _ column: Int, _ id: Int) throws(StorageError) -> [Float]? {
        row.isNull(column) ? nil : StoredVector.numbers(try opened(try row.blob(column), id, .vector))
    }

    /// A text of an owner's, bound to its name.
    func named(_ text: String, _ name: String, _ owner: Int) throws(StorageError) -> StoredValue {
        isPlain ? .text(text) : .blob(try sealed(Array("\(name)\u{0}\(text)".utf8), owner, .named))
    }

    func named(_ row: borrowing Row, _ name: String, _ owner: Int) throws(StorageError) -> String {
        guard case .blob(let blob) = try row.value(0) else { return try row.text(0) }
        let bytes = try opened(blob, owner, .named)
        let beginning = Array("\(name)\u{0}".utf8)
        guard bytes.starts(with: beginning) else { throw StorageError(.corrupt, "A sealed text was moved to another name.") }
        return String(decoding: bytes.dropFirst(beginning.count), as: UTF8.self)
    }

    func sealed(_ bytes: [UInt8], _ id: Int, _ place: Place) throws(StorageError) -> [UInt8] {
        guard let sealing else { return bytes }
        guard let sealed = sealing.seal(bytes, context: Self.context(id, place)) else {
            throw StorageError(.broken, "A memory could not be sealed: the system's cryptography failed.")
        }
        return sealed
    }

    func opened(_ bytes: [UInt8], _ id: Int, _ place: Place) throws(StorageError) -> [UInt8] {
        guard let sealing else { return bytes }
        guard let opened = sealing.open(bytes, context: Self.context(id, place)) else {
            throw StorageError(.corrupt, "A sealed memory was changed, or is of another key.")
        }
        return opened
    }

    private func stored(_ text: String, _ id: Int, _ place: Place) throws(StorageError) -> StoredValue {
        isPlain ? .text(text) : .blob(try sealed([Self.plain] + Array(text.utf8), id, place))
    }

    private func text(_ row: borrowing Row, _ column: Int, _ id: Int, _ place: Place) throws(StorageError) -> String {
        let bytes: [UInt8]
        switch try row.value(column) {
        case .text(let text): return text
        case .blob(let blob): bytes = try opened(blob, id, place)
        default: throw StorageError(.type, "A text of a memory is of another type.")
        }
        switch bytes.first {
        case Self.plain?: return String(decoding: bytes.dropFirst(), as: UTF8.self)
        case Self.packed?:
            if let text = Packing.unpacked(bytes.dropFirst(), most: MemoryContent.longestText) {
                return String(decoding: text, as: UTF8.self)
            }
        default: break
        }
        throw StorageError(.corrupt, "A text of a memory cannot be unpacked.")
    }

    private func time(_ row: borrowing Row, _ column: Int) throws(StorageError) -> MemoryTime? {
        try row.optionalInteger(column).map { MemoryTime(milliseconds: $0) }
    }

    private static func context(_ id: Int, _ place: Place) -> [UInt8] {
        [place.rawValue] + (0..<8).map { UInt8(truncatingIfNeeded: id >> (8 * $0)) }
    }
}
