internal import Dialogue
package import Storage
internal import Wire

/// What people asked to be kept for them: reminders, alarms, lists, notes and goals, in one file.
package final class Desk: Sendable {
    let database: Database
    /// What is due next, for whom.
    package let watch: DueWatch

    /// Opens the file, which is made where it is missing.
    package static func open(path: String) async throws(StorageError) -> Desk {
        Desk(try await Database.open(path: path, migrations: DeskShape.migrations))
    }

    private init(_ database: Database) {
        self.database = database
        watch = DueWatch(database)
    }

    /// Every tool over this file.
    package var tools: [any AssistantTool] {
        ReminderTools.all(self) + AlarmTools.all(self) + ListTools.all(self) + NoteTools.all(self) + GoalTools.all(self)
    }

    /// Waits for what is queued, and closes the file.
    package func close() async { await database.close() }

    /// Removes all that is kept for an account, or for one person of it.
    package func forget(account: String, person: String? = nil) async throws(StorageError) {
        try await database.write { connection throws(StorageError) in
            for table in ["dues", "list_items", "notes", "goals", "calls"] {
                if let person {
                    try connection.run("DELETE FROM \(table) WHERE account = ? AND person = ?", [.text(account), .text(person)])
                } else {
                    try connection.run("DELETE FROM \(table) WHERE account = ?", [.text(account)])
                }
            }
        }
        watch.changed()
    }
}
