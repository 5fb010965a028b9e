internal import Glibc
internal import Wire

/// What the file tools do, on a thread that may block.
struct FileWork: Sendable {
    let grants: [FileGrant]

    /// Bytes of a file that is read or written, entries of a folder, and files looked at by a search.
    static let largest = 1 << 20
    static let mostEntries = 200
    static let mostSearched = 5_000

    func list(_ path: String) throws(ToolFailure) -> ToolOutput {
        if path.isEmpty || path == "/" || path == "." {
            return ToolOutput(
                ["folders": .array(grants.map { .string($0.name) })],
                speech: "There are the folders \(ToolSpeech.joined(grants.map(\.name))).")
        }
        let place = try FilePath(path, among: grants)
        let entries = try Self.entries(try place.folder(), place.text)
        let shown = entries.prefix(Self.mostEntries).map { entry -> JSONValue in
            entry.isFolder ? ["name": .string(entry.name), "folder": true] : ["name": .string(entry.name), "bytes": .integer(entry.size)]
        }
        let names = entries.prefix(8).map(\.name)
        let more = entries.count > names.count ? " and \(entries.count - names.count) more" : ""
        return ToolOutput(
            ["entries": .array(shown), "count": .integer(entries.count)],
            speech: entries.isEmpty
                ? "\(place.text) is empty."
                : "\(place.text) has \(more.isEmpty ? ToolSpeech.joined(names) : names.joined(separator: ", ") + more).")
    }

    func read(_ path: String) throws(ToolFailure) -> ToolOutput {
        let place = try FilePath(path, among: grants)
        let name = try place.requireName()
        let bytes = try Self.contents(try place.parent(), name)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .failed("\(name) is not text.") }
        return ToolOutput(
            ["text": .string(text), "bytes": .integer(bytes.count)], speech: text.count <= 400 ? text : "\(text.prefix(400)) and so on.")
    }

    func write(_ path: String, _ text: String, appends: Bool) throws(ToolFailure) -> ToolOutput {
        let place = try FilePath(path, among: grants)
        try place.requireWritable()
        let name = try place.requireName()
        guard text.utf8.count <= Self.largest else { throw .invalidArguments(["text: is longer than \(Self.largest) bytes"]) }
        let parent = try place.parent(makes: true)
        if !appends { try Self.putAside(parent, name) }
        let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (appends ? O_APPEND : O_EXCL)
        guard let file = Descriptor(unsafe openat(parent.number, name, flags, 0o644)) else { throw FilePath.failure(name) }
        let size = try Self.regular(file, name).st_size
        guard !appends || size + text.utf8.count <= Self.largest else {
            throw .failed("\(name) would be longer than \(Self.largest) bytes.")
        }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file.number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FilePath.failure(name) }
            rest = rest.dropFirst(count)
        }
        return ToolOutput(
            ["path": .string(place.text), "bytes": .integer(text.utf8.count)], speech: appends ? "Added to \(name)." : "Saved \(name).")
    }

    func move(_ path: String, _ target: String) throws(ToolFailure) -> ToolOutput {
        let (from, to) = (try FilePath(path, among: grants), try FilePath(target, among: grants))
        try from.requireWritable()
        try to.requireWritable()
        let (old, new) = (try from.requireName(), try to.requireName())
        let source = try from.parent()
        let destination = try to.parent(makes: true)
        var there = stat()
        // What is there would be lost, which is deleting.
        guard unsafe fstatat(destination.number, new, &there, AT_SYMLINK_NOFOLLOW) != 0 else {
            throw .failed("\(to.text) is there already.")
        }
        guard unsafe renameat(source.number, old, destination.number, new) == 0 else { throw FilePath.failure(old) }
        return ToolOutput(["from": .string(from.text), "to": .string(to.text)], speech: "Moved \(old) to \(to.text).")
    }

    func delete(_ path: String) throws(ToolFailure) -> ToolOutput {
        let place = try FilePath(path, among: grants)
        try place.requireWritable()
        let name = try place.requireName()
        let parent = try place.parent()
        if unsafe unlinkat(parent.number, name, 0) != 0 {
            // A folder only where it is empty.
            guard errno == EISDIR || errno == EPERM, unsafe unlinkat(parent.number, name, AT_REMOVEDIR) == 0 else {
                throw FilePath.failure(name)
            }
        }
        return ToolOutput(["deleted": .string(place.text)], speech: "Deleted \(name).")
    }

    /// Files whose name or text has these words.
    func search(_ path: String, _ query: String, isCancelled: @escaping () -> Bool) throws(ToolFailure) -> ToolOutput {
        var search = FileSearch(query, among: grants, isCancelled: isCancelled)
        if path.isEmpty {
            for grant in grants { try search.run(below: grant.name) }
        } else {
            // Where the search was to begin must be there.
            let place = try FilePath(path, among: grants)
            _ = try place.folder()
            try search.run(below: place.text)
        }
        let found = search.found
        let names = found.prefix(5).compactMap { $0["path"]?.string }
        return ToolOutput(
            ["found": .array(found), "complete": .bool(search.isComplete)],
            speech: found.isEmpty ? "I found nothing." : "I found \(found.count): \(ToolSpeech.joined(names)).")
    }

    // MARK: Parts

    struct Entry {
        let name: String
        let isFolder: Bool
        let size: Int
    }

    /// Regular files and folders, in order of name; links and everything else are passed over.
    static func entries(_ folder: borrowing Descriptor, _ name: String) throws(ToolFailure) -> [Entry] {
        let copy = fcntl(folder.number, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw FilePath.failure(name) }
        guard let directory = unsafe fdopendir(copy) else {
            let failure = FilePath.failure(name)
            close(copy)
            throw failure
        }
        defer { unsafe closedir(directory) }
        unsafe rewinddir(directory)
        var entries: [Entry] = []
        while let entry = unsafe readdir(directory), entries.count <= mostSearched {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            var about = stat()
            guard name != ".", name != "..", unsafe fstatat(folder.number, name, &about, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            let kind = about.st_mode & S_IFMT
            guard kind == S_IFREG || kind == S_IFDIR else { continue }
            entries.append(Entry(name: name, isFolder: kind == S_IFDIR, size: Int(about.st_size)))
        }
        return entries.sorted { $0.name < $1.name }
    }

    private static func regular(_ file: borrowing Descriptor, _ name: String) throws(ToolFailure) -> stat {
        var about = stat()
        guard unsafe fstat(file.number, &about) == 0 else { throw FilePath.failure(name) }
        guard about.st_mode & S_IFMT == S_IFREG else { throw .failed("\(name) is no ordinary file.") }
        // Another name for the same file may be anywhere.
        guard about.st_nlink <= 1 else { throw .denied("\(name) has a second name elsewhere.") }
        return about
    }

    /// What a file held stays beside it, under its name and a `~`, so that writing can be taken back.
    private static func putAside(_ folder: borrowing Descriptor, _ name: String) throws(ToolFailure) {
        var about = stat()
        guard unsafe fstatat(folder.number, name, &about, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        guard about.st_mode & S_IFMT == S_IFREG else { throw .failed("\(name) is no ordinary file.") }
        guard unsafe renameat(folder.number, name, folder.number, name + "~") == 0 else { throw FilePath.failure(name) }
    }

    static func contents(_ folder: borrowing Descriptor, _ name: String) throws(ToolFailure) -> [UInt8] {
        guard let file = Descriptor(unsafe openat(folder.number, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)) else {
            throw FilePath.failure(name)
        }
        let size = Int(try regular(file, name).st_size)
        guard size <= largest else { throw .failed("\(name) is longer than \(largest) bytes.") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= largest {
            let count = unsafe Glibc.read(file.number, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}
