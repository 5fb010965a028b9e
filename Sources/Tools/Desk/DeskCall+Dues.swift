internal import Storage

extension DeskCall {
    private static let most = 1_000

    /// Those still to come, the next one first.
    func openDues(_ kind: DueItem.Kind) throws(ToolFailure) -> [DueItem] {
        try query(
            "SELECT \(DueItem.columns) FROM dues WHERE account = ? AND person = ? AND kind = ? AND announced IS NULL ORDER BY due, id",
            owner + [.text(kind.rawValue)]
        ) { row throws(StorageError) in try DueItem(row) }
    }

    func announcedReminders(since: WallSecond) throws(ToolFailure) -> [DueItem] {
        try query(
            "SELECT \(DueItem.columns) FROM dues WHERE account = ? AND person = ? AND kind = 'reminder' AND announced >= ? ORDER BY due, id",
            owner + [.integer(since.value)]
        ) { row throws(StorageError) in try DueItem(row) }
    }

    func add(_ kind: DueItem.Kind, _ text: String, _ time: DueTime) throws(ToolFailure) -> DueItem {
        try makeRoom(in: "dues", most: Self.most, "reminders and alarms")
        let found = try query(
            "INSERT INTO dues (account, person, kind, text, due, first, repetition) VALUES (?, ?, ?, ?, ?, ?, ?) "
                + "RETURNING \(DueItem.columns)",
            owner + [
                .text(kind.rawValue), .text(text), .integer(time.due.value), .integer(time.first.value), .optional(time.repetition?.kept),
            ]
        ) { row throws(StorageError) in try DueItem(row) }
        guard let item = found.first else { throw .failed("It could not be kept.") }
        return item
    }

    func removeDue(_ id: Int) throws(ToolFailure) {
        try run("DELETE FROM dues WHERE account = ? AND person = ? AND id = ?", owner + [.integer(id)])
    }
}
