internal import Glibc

/// An open file or folder, closed when nobody has it any more.
struct Descriptor: ~Copyable {
    let number: Int32

    init?(_ number: Int32) {
        guard number >= 0 else { return nil }
        self.number = number
    }

    deinit { close(number) }
}

/// The way to a file below a granted folder, one part at a time: each folder on it is opened without following links, and `..` is refused, so
/// that no path leads out, whatever else changes the folder meanwhile.
struct FilePath {
    let grant: FileGrant
    let parts: [String]

    private static let longest = 1_000
    private static let deepest = 32

    init(_ path: String, among grants: [FileGrant]) throws(ToolFailure) {
        let names = grants.map(\.name).joined(separator: ", ")
        guard !grants.isEmpty else { throw .denied("No folder is open to the file tools.") }
        guard path.utf8.count <= Self.longest, !path.utf8.contains(0) else { throw .invalidArguments(["path: is too long, or no path"]) }
        var parts = path.split(separator: "/").map(String.init).filter { $0 != "." }
        guard !parts.contains("..") else { throw .denied("A path may not lead upwards.") }
        guard parts.count <= Self.deepest, parts.allSatisfy({ $0.utf8.count <= 255 }) else {
            throw .invalidArguments(["path: is too deep"])
        }
        guard let first = parts.first, let grant = grants.first(where: { $0.name == first }) else {
            throw .invalidArguments(["path: must begin with one of these folders: \(names)"])
        }
        parts.removeFirst()
        self.grant = grant
        self.parts = parts
    }

    var text: String { ([grant.name] + parts).joined(separator: "/") }

    /// The folder the last part is in.
    /// - Parameter makes: whether folders that are not there are made.
    func parent(makes: Bool = false) throws(ToolFailure) -> Descriptor { try folder(parts.dropLast(), makes: makes) }

    /// The folder it names.
    func folder() throws(ToolFailure) -> Descriptor { try folder(parts[...], makes: false) }

    private func folder(_ parts: ArraySlice<String>, makes: Bool) throws(ToolFailure) -> Descriptor {
        guard var here = Descriptor(unsafe open(grant.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
            throw .unavailable("The folder \(grant.name) cannot be opened.")
        }
        for part in parts {
            if makes, unsafe mkdirat(here.number, part, 0o755) != 0, errno != EEXIST { throw Self.failure(part) }
            guard let next = Descriptor(unsafe openat(here.number, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) else {
                throw Self.failure(part)
            }
            here = next
        }
        return here
    }

    func requireName() throws(ToolFailure) -> String {
        guard let name = parts.last else { throw .invalidArguments(["path: must name a file in \(grant.name)"]) }
        return name
    }

    func requireWritable() throws(ToolFailure) {
        guard grant.isWritable else { throw .denied("The folder \(grant.name) may only be read.") }
    }

    /// What the last system call said, fit to be shown.
    static func failure(_ name: String) -> ToolFailure {
        switch errno {
        case ENOENT: .failed("There is no \(name).")
        case ELOOP, EMLINK: .denied("\(name) is a link, and links are not followed.")
        case ENOTDIR: .failed("\(name) is not a folder, or is a link.")
        case EACCES, EPERM, EROFS: .denied("This machine does not allow it for \(name).")
        case ENOSPC, EDQUOT: .failed("The disk is full.")
        case EEXIST: .failed("\(name) is there already.")
        case ENOTEMPTY: .failed("The folder \(name) is not empty.")
        case EISDIR: .failed("\(name) is a folder.")
        default: .failed("\(name): \(unsafe String(cString: strerror(errno)))")
        }
    }
}
