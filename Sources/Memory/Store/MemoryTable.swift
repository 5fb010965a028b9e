internal import Storage

/// The rows of one owner, within one transaction. Every statement is bound to the owner's range of ids.
struct MemoryTable {
    let connection: any SQLConnection
    let texts: StoredTexts
    let owner: MemoryOwner
    /// `nil` where nothing was ever kept for the owner.
    private(set) var range: OwnerRange?

    /// - Parameter locks: whether the owner's rows are to be changed.
    init(_ connection: any SQLConnection, _ texts: StoredTexts, _ owner: MemoryOwner, locks: Bool = false) throws(MemoryError) {
        self.connection = connection
        self.texts = texts
        self.owner = owner
        range = try Self.stored { () throws(StorageError) in try Self.range(of: owner, connection, locks: locks) }
    }

    static func range(of owner: MemoryOwner, _ connection: any SQLConnection, locks: Bool = false) throws(StorageError) -> OwnerRange? {
        let lock = locks ? connection.dialect.locking : ""
        return try connection.first(
            "SELECT id FROM owners WHERE account = ? AND person = ?\(lock)", [.text(owner.account), .text(owner.person)]
        ) { row throws(StorageError) in OwnerRange(owner: try row.integer(0)) }
    }

    static func stored<Value>(_ body: () throws(StorageError) -> Value) throws(MemoryError) -> Value {
        do { return try body() } catch { throw MemoryError(error) }
    }

    // MARK: Reading

    /// As `StoredTexts` writes and reads them.
    private static let names = [
        "id", "kind", "text", "attribute", "value", "valid_from", "valid_until", "happened", "confidence", "importance", "tags", "origin",
        "session", "turn", "made_of", "learned", "retired", "replaced_by", "recalled", "recall_count",
    ]
    static let columns = names.joined(separator: ", ")
    // Made once: a statement is found again by its text.
    private static let one = "SELECT \(columns) FROM memories WHERE id = ?"
    private static let insertion =
        "INSERT INTO memories (\(columns), has_vector, is_packed) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")), 0, 0)"

    func read(_ id: Int) throws(MemoryError) -> Memory? {
        guard let range, range.contains(id) else { return nil }
        return try Self.stored { () throws(StorageError) in
            try connection.first(Self.one, [.integer(id)]) { row throws(StorageError) in
                try texts.memory(row, owner)
            }
        }
    }

    func required(_ id: Int) throws(MemoryError) -> Memory {
        guard let found = try read(id) else { throw .noSuchMemory }
        return found
    }

    func list(_ filter: MemoryFilter, limit: Int, before: Int?) throws(MemoryError) -> [Memory] {
        guard let range, limit > 0 else { return [] }
        var (conditions, values) = filter.conditions
        conditions.insert("id BETWEEN ? AND ?", at: 0)
        let (last, overflowed) = (before ?? .max).subtractingReportingOverflow(1)
        values = [.integer(range.first), .integer(overflowed ? range.first - 1 : min(range.last, last))] + values
        // Tags are looked at here: so many rows as are wanted may not be enough.
        let end = filter.tags.isEmpty ? " LIMIT ?" : ""
        let sql = "SELECT \(Self.columns) FROM memories WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC\(end)"
        if filter.tags.isEmpty { values.append(.integer(limit)) }
        var found: [Memory] = []
        try Self.stored { () throws(StorageError) in
            try connection.scan(sql, values) { row throws(StorageError) in
                let memory = try texts.memory(row, owner)
                if filter.tags.isSubset(of: memory.content.tags) { found.append(memory) }
                return found.count < limit
            }
        }
        return found
    }

    // MARK: Writing

    /// The first of `count` ids that nobody had before.
    mutating func claim(_ count: Int) throws(MemoryError) -> Int {
        let who: [StoredValue] = [.text(owner.account), .text(owner.person)]
        let isNew = range == nil
        let found = try Self.stored { [connection] () throws(StorageError) -> (id: Int, next: Int)? in
            if isNew {
                // Another process may have come first.
                try connection.run(
                    "INSERT INTO owners (account, person, next) VALUES (?, ?, 1) ON CONFLICT (account, person) DO NOTHING", who)
            }
            return try connection.first(
                "UPDATE owners SET next = next + ? WHERE account = ? AND person = ? RETURNING id, next", [.integer(count)] + who
            ) { row throws(StorageError) in (try row.integer(0), try row.integer(1)) }
        }
        guard let (id, next) = found else { throw MemoryError(.unavailable, "An owner could not be written.") }
        let claimed = OwnerRange(owner: id)
        range = claimed
        guard next <= OwnerRange.most else {
            throw MemoryError(.unavailable, "No more than \(OwnerRange.most) memories can be kept for one person.")
        }
        return claimed.first + next - count
    }

    func insert(_ memory: Memory) throws(MemoryError) {
        try memory.content.check()
        try Self.stored { () throws(StorageError) -> Void in
            try connection.run(Self.insertion, try texts.values(memory))
        }
    }

    /// Writes what differs between the two.
    /// - Returns: whether its vector counts no more.
    func update(_ memory: Memory, was old: Memory) throws(MemoryError) -> Bool {
        guard memory.owner == old.owner else { throw MemoryError(.invalid, "A memory cannot be given to another person.") }
        guard memory != old else { return false }
        try memory.content.check()
        let isOther = memory.content.text != old.content.text
        try Self.stored { () throws(StorageError) -> Void in
            // Sealed values differ each time.
            let plain = StoredTexts(sealing: nil)
            let (now, before) = (try plain.values(memory), try plain.values(old))
            let changed = now.indices.filter { now[$0] != before[$0] }
            guard !changed.isEmpty else { return }
            let assignments = changed.map { "\(Self.names[$0]) = ?" } + (isOther ? ["has_vector = 0", "is_packed = 0"] : [])
            let kept = texts.isPlain ? now : try texts.values(memory)
            let values = changed.map { kept[$0] } + [.integer(memory.id)]
            try connection.run("UPDATE memories SET \(assignments.joined(separator: ", ")) WHERE id = ?", values)
            if isOther { try connection.run("DELETE FROM vectors WHERE memory = ?", [.integer(memory.id)]) }
        }
        return isOther
    }

    /// - Returns: whether it was there.
    func delete(_ id: Int) throws(MemoryError) -> Bool {
        guard let range, range.contains(id) else { return false }
        return try Self.stored { () throws(StorageError) in
            guard try connection.run("DELETE FROM memories WHERE id = ?", [.integer(id)]) > 0 else { return false }
            try connection.run("UPDATE memories SET replaced_by = NULL WHERE replaced_by = ?", [.integer(id)])
            return true
        }
    }

    /// Everything, and that there was such an owner.
    func deleteAll() throws(MemoryError) -> Int {
        guard let range else { return 0 }
        let ids: [StoredValue] = [.integer(range.first), .integer(range.last)]
        return try Self.stored { () throws(StorageError) in
            try connection.run("DELETE FROM vectors WHERE memory BETWEEN ? AND ?", ids)
            let count = try connection.run("DELETE FROM memories WHERE id BETWEEN ? AND ?", ids)
            try connection.run("DELETE FROM owners WHERE id = ?", [.integer(range.owner)])
            return count
        }
    }
}

extension MemoryFilter {
    /// As SQL, without the tags: those of a row are one text.
    var conditions: ([String], [StoredValue]) {
        var conditions: [String] = []
        var values: [StoredValue] = []
        func require(_ condition: String, _ value: StoredValue...) {
            conditions.append(condition)
            values += value
        }
        if !kinds.isEmpty {
            conditions.append("kind IN (\(kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")))")
        }
        if let attribute { require("attribute = ?", .text(attribute)) }
        if let from { require("happened >= ?", .integer(from.milliseconds)) }
        if let until { require("happened <= ?", .integer(until.milliseconds)) }
        if let asOf {
            require(
                "learned <= ? AND (retired IS NULL OR retired > ?)", .integer(asOf.milliseconds), .integer(asOf.milliseconds))
        } else if let replacedBy {
            require("replaced_by = ?", .integer(replacedBy))
        } else if !includesRetired {
            require("retired IS NULL")
        }
        return (conditions, values)
    }
}
