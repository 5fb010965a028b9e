/// A folder that the file tools may work in.
package struct FileGrant: Sendable, Equatable {
    /// The first part of its files' paths, such as "notes".
    package let name: String
    /// On this machine, absolute.
    package let folder: String
    package let isWritable: Bool

    package init(name: String, folder: String, isWritable: Bool) {
        self.name = name
        self.folder = folder
        self.isWritable = isWritable
    }
}
