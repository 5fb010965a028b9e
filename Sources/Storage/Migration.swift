/// One step of a database's shape; the file's `user_version` counts those it has been through.
package struct Migration: Sendable {
    package let run: @Sendable (Connection) throws(StorageError) -> Void

    /// SQL statements, one after another.
    package init(_ sql: String) { run = { connection throws(StorageError) in try connection.script(sql) } }

    package init(_ run: @escaping @Sendable (Connection) throws(StorageError) -> Void) { self.run = run }
}
