/// How a database is opened.
package struct DatabaseOptions: Sendable, Equatable {
    /// What a commit waits for.
    package enum Synchronous: String, Sendable, CaseIterable {
        /// A lost kernel or power may take the last transactions, never the file; a killed process takes nothing.
        case normal = "NORMAL"
        /// Every commit is on the disk.
        case full = "FULL"
    }

    package enum Check: Sendable, Equatable {
        case none
        /// Reads all pages: about a second for a gigabyte that is in memory.
        case quick
        /// Compares the indexes with their tables as well.
        case full
    }

    package var synchronous = Synchronous.normal
    /// How long a statement waits for another process.
    package var busyTimeout = Duration.seconds(5)
    /// What is looked at before the first use.
    package var check = Check.quick
    /// Threads that read beside the one that writes.
    package var readers = 1
    /// Jobs that may wait for the thread that writes, and as many for those that read; more is refused.
    package var queue = 1_024

    /// Whether writes that wait at the same time share a transaction, and with it one wait for the disk.
    package var groupsWrites = false
    /// Whether what is deleted is overwritten with zeros.
    package var erases = false

    package init() {}
}
