extension Connection {
    /// Looks for damage.
    package func check(_ check: DatabaseOptions.Check) throws(StorageError) {
        let pragma: String
        switch check {
        case .none: return
        case .quick: pragma = "quick_check(1)"
        case .full: pragma = "integrity_check(1)"
        }
        let found = try first("PRAGMA \(pragma)") { row throws(StorageError) in try row.text(0) }
        guard found == "ok" else { throw StorageError.damaged(path, found ?? "no answer") }
    }

    package var version: Int {
        get throws(StorageError) { try first("PRAGMA user_version") { row throws(StorageError) in try row.integer(0) } ?? 0 }
    }

    /// Brings the file to the newest shape, each step a transaction of its own.
    func migrate(_ migrations: [Migration]) throws(StorageError) {
        guard !migrations.isEmpty else { return }
        let found = try version
        guard found <= migrations.count else {
            throw StorageError(
                .newer,
                "\(path) was written by a later version of Coda (shape \(found), this one knows \(migrations.count)). Start that version, or "
                    + "name another data folder.")
        }
        for (index, migration) in migrations.enumerated().dropFirst(found) {
            try transaction { connection throws(StorageError) in
                // Another process may have come first.
                guard try connection.version == index else { return }
                try migration.run(connection)
                try connection.script("PRAGMA user_version = \(index + 1)")
            }
        }
    }
}
