/// Why something could not be kept or read; the description says what to do.
///
/// It names files and SQL, never the values that were to be kept.
package struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// No space is left, or a quota is reached.
        case full
        /// The file or its folder may not be written.
        case readOnly
        /// The folder is not there, or may not be entered.
        case notOpened
        /// The file is damaged, or no database.
        case corrupt
        /// Another process holds it.
        case locked
        /// A later version of the program wrote it.
        case newer
        /// A rule of a table does not allow the value.
        case constraint
        /// More is asked than the queue holds.
        case busy
        case closed
        /// A row holds another type than was asked for.
        case type
        /// The disk, or a statement of ours.
        case broken
    }

    package var kind: Kind
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// A database's threads take no more.
    static func refused(_ place: String) -> StorageError {
        StorageError(.busy, "\(place) is closed, or more is asked of it than it can do; try again.")
    }
}
