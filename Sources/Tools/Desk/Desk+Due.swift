package import Dialogue
package import Storage

extension Desk {
    /// Accounts of which somebody has something that is due and not announced yet.
    package func accountsDue(at now: CivilTime) async throws(StorageError) -> Set<String> {
        let moment = WallSecond(now)
        let names = try await database.read { connection throws(StorageError) in
            try connection.query(
                "SELECT DISTINCT account FROM dues WHERE announced IS NULL AND due <= ?", [.integer(moment.value)]
            ) { row throws(StorageError) in try row.text(0) }
        }
        return Set(names)
    }
}
