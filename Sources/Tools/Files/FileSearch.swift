internal import Wire

/// Looks for words in the names and the texts of files, folder by folder, up to its limits.
struct FileSearch {
    private let grants: [FileGrant]
    private let wanted: String
    private let isCancelled: () -> Bool
    private var seen = 0
    private(set) var found: [JSONValue] = []
    /// Whether every folder was looked through.
    private(set) var isComplete = true

    private static let mostFound = 50

    init(_ words: String, among grants: [FileGrant], isCancelled: @escaping () -> Bool) {
        wanted = words.lowercased()
        self.grants = grants
        self.isCancelled = isCancelled
    }

    private var isFull: Bool { seen >= FileWork.mostSearched || found.count >= Self.mostFound }

    /// A folder that cannot be looked through, such as one too far down, is passed over.
    mutating func run(below start: String) throws(ToolFailure) {
        var open = [start]
        while let folder = open.popLast() {
            do throws(ToolFailure) {
                try look(into: folder, &open)
            } catch {
                guard error != .cancelled else { throw error }
                isComplete = false
            }
        }
    }

    private mutating func look(into folder: String, _ open: inout [String]) throws(ToolFailure) {
        let here = try FilePath(folder, among: grants).folder()
        for entry in try FileWork.entries(here, folder) {
            if isCancelled() { throw .cancelled }
            guard !isFull else {
                isComplete = false
                open = []
                return
            }
            seen += 1
            let name = "\(folder)/\(entry.name)"
            if entry.isFolder { open.append(name) }
            if entry.name.lowercased().contains(wanted) {
                found.append(["path": .string(name)])
            } else if !entry.isFolder, entry.size <= FileWork.largest, let bytes = try? FileWork.contents(here, entry.name),
                let line = Self.line(String(decoding: bytes, as: UTF8.self), with: wanted)
            {
                found.append(["path": .string(name), "line": .string(line)])
            }
        }
    }

    private static func line(_ text: String, with words: String) -> String? {
        text.split(separator: "\n").first { $0.lowercased().contains(words) }.map { String($0.prefix(200)) }
    }
}
