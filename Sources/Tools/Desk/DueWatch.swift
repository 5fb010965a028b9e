package import Dialogue
package import Storage
internal import Synchronization

/// Says what is due, for whoever can announce it, and sees to it that each is announced once, over restarts too.
///
/// A session's driver asks `due` every second or so; an owner for whom nothing is near costs a look into memory. What it is about to
/// say it first acknowledges, and says only what it got back: of several sessions of one person exactly one announces it.
package final class DueWatch: Sendable {
    private struct Owner: Hashable {
        let account: String
        let person: String
    }

    private struct Next {
        /// `nil` where nothing is to come.
        let due: WallSecond?
        /// Another process may have changed the file after this.
        let validUntil: WallSecond
    }

    private struct Known {
        var next: [Owner: Next] = [:]
        /// So that what was read before a change is not remembered after it.
        var changes = 0
    }

    private static let recheckSeconds = 30
    /// Owners remembered; beyond it all are asked for again.
    private static let mostOwners = 10_000
    /// What was announced stays for so long, so that one can ask what one missed.
    private static let keptDays = 31

    private let database: Database
    private let known = Mutex(Known())

    init(_ database: Database) { self.database = database }

    /// Another look is needed: something was added or removed.
    func changed() {
        known.withLock { known in
            known.next = [:]
            known.changes += 1
        }
    }

    /// What is due at a time and not announced yet, the oldest first.
    package func due(at now: CivilTime, account: String, person: String?) async throws(StorageError) -> [DueNotice] {
        let moment = WallSecond(now)
        let owner = Owner(account: account, person: person ?? "")
        let (next, changes) = known.withLock { ($0.next[owner], $0.changes) }
        if let next, moment < next.validUntil, next.due.map({ moment < $0 }) ?? true { return [] }
        let items = try await database.read { connection throws(StorageError) in
            try connection.query(
                "SELECT \(DueItem.columns) FROM dues WHERE account = ? AND person = ? AND announced IS NULL ORDER BY due, id LIMIT 100",
                [.text(owner.account), .text(owner.person)]
            ) { row throws(StorageError) in try DueItem(row) }
        }
        known.withLock { known in
            guard known.changes == changes else { return }
            if known.next.count >= Self.mostOwners { known.next = [:] }
            known.next[owner] = Next(due: items.first?.due, validUntil: WallSecond(moment.value + Self.recheckSeconds))
        }
        return items.filter { $0.due <= moment }.map { DueNotice($0, now: moment) }
    }

    /// When the next one is due; `nil` where nothing is to come.
    package func nextDue(account: String, person: String?) async throws(StorageError) -> CivilTime? {
        try await database.read { connection throws(StorageError) in
            try connection.first(
                "SELECT due FROM dues WHERE account = ? AND person = ? AND announced IS NULL ORDER BY due LIMIT 1",
                [.text(account), .text(person ?? "")]
            ) { row throws(StorageError) in WallSecond(try row.integer(0)).civil }
        }
    }

    /// Marks them as announced: one that comes back waits for its next time.
    ///
    /// - Returns: those that nobody else has marked before.
    package func acknowledge(_ notices: [DueNotice], at now: CivilTime) async throws(StorageError) -> [DueNotice] {
        guard !notices.isEmpty else { return [] }
        let moment = WallSecond(now)
        let mine = try await database.write { connection throws(StorageError) in
            var mine: [DueNotice] = []
            for notice in notices where try Self.mark(notice.item, moment, connection) { mine.append(notice) }
            try connection.run("DELETE FROM dues WHERE announced < ?", [.integer(moment.adding(days: -Self.keptDays).value)])
            return mine
        }
        changed()
        return mine
    }

    private static func mark(_ item: DueItem, _ now: WallSecond, _ connection: Connection) throws(StorageError) -> Bool {
        let unchanged = "WHERE id = ? AND due = ? AND announced IS NULL"
        let place: [StoredValue] = [.integer(item.id), .integer(item.due.value)]
        if let repetition = item.repetition {
            let next = repetition.next(after: max(now, item.due), like: item.first)
            return try connection.run("UPDATE dues SET due = ? \(unchanged)", [.integer(next.value)] + place) == 1
        }
        return try connection.run("UPDATE dues SET announced = ? \(unchanged)", [.integer(now.value)] + place) == 1
    }
}
