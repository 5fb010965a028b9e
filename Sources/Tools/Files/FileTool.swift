package import Wire

/// One thing that can be done with files inside the folders that are open to the assistant.
package struct FileTool: AssistantTool {
    package enum Operation: String, Sendable, CaseIterable {
        case list
        case read
        case write
        case append
        case move
        case delete
        case search
    }

    package let definition: ToolDefinition
    private let operation: Operation
    private let work: FileWork
    private let threads: ToolThreads

    /// All of them, for these folders.
    package static func all(_ grants: [FileGrant]) -> [any AssistantTool] {
        let threads = ToolThreads(name: "coda-files", threads: 2, capacity: 64)
        return Operation.allCases.map { FileTool($0, FileWork(grants: grants), threads) }
    }

    private init(_ operation: Operation, _ work: FileWork, _ threads: ToolThreads) {
        self.operation = operation
        self.work = work
        self.threads = threads
        definition = Self.definition(operation, work.grants)
    }

    package func run(_ arguments: JSONValue, _ context: ToolContext) async throws(ToolFailure) -> ToolOutput {
        let (operation, work) = (operation, work)
        let path = arguments["path"]?.string ?? ""
        let text = arguments["text"]?.string ?? ""
        let target = arguments["to"]?.string ?? ""
        let query = arguments["query"]?.string ?? ""
        return try await threads.run { isCancelled in
            Result { () throws(ToolFailure) in
                switch operation {
                case .list: try work.list(path)
                case .read: try work.read(path)
                case .write: try work.write(path, text, appends: false)
                case .append: try work.write(path, text, appends: true)
                case .move: try work.move(path, target)
                case .delete: try work.delete(path)
                case .search: try work.search(path, query, isCancelled: isCancelled)
                }
            }
        }
    }

    package func question(_ arguments: JSONValue) -> String? {
        operation == .delete ? "Shall I delete \(arguments["path"]?.string ?? "it") for good?" : nil
    }

    private static func definition(_ operation: Operation, _ grants: [FileGrant]) -> ToolDefinition {
        let folders = grants.map(\.name).joined(separator: ", ")
        let path: JSONValue = [
            "type": "string", "minLength": 1, "maxLength": 1000, "description": .string("Begins with one of the folders \(folders)."),
        ]
        let folder: JSONValue = [
            "type": "string", "maxLength": 1000, "default": "", "description": .string("A folder; left out: all of \(folders)."),
        ]
        let text: JSONValue = ["type": "string", "description": "What the file is to hold."]
        let (summary, properties, required, risk, examples): (String, JSONValue, JSONValue, ToolRisk, [String]) =
            switch operation {
            case .list:
                ("Lists the files and folders in a folder.", ["path": folder], [], .read, ["what files are there", "show my documents"])
            case .read: ("Reads a text file.", ["path": path], ["path"], .read, ["open the shopping list file", "read me notes.txt"])
            case .write:
                (
                    "Writes a text file; what it held before stays beside it, with a ~ behind its name.", ["path": path, "text": text],
                    ["path", "text"],
                    .write, ["save this to a file", "write my shopping list down in a file"]
                )
            case .append:
                ("Adds text to the end of a file.", ["path": path, "text": text], ["path", "text"], .write, ["add a line to my log file"])
            case .move:
                (
                    "Moves or renames a file or folder.", ["path": path, "to": path], ["path", "to"], .write,
                    ["rename draft.txt to final.txt", "move the report to the archive"]
                )
            case .delete: ("Deletes a file or an empty folder for good.", ["path": path], ["path"], .destructive, ["delete the old report"])
            case .search:
                (
                    "Finds files by words in their name or their text.",
                    ["path": folder, "query": ["type": "string", "minLength": 1, "maxLength": 200, "description": "Words to look for."]],
                    ["query"], .read,
                    ["find the file about taxes", "which file mentions the dentist"]
                )
            }
        return ToolDefinition(
            name: "files.\(operation.rawValue)", summary: summary,
            parameters: ["type": "object", "properties": properties, "required": required, "additionalProperties": false], risk: risk,
            deadline: .seconds(10), isIdempotent: [.list, .read, .search].contains(operation), maySpeculate: risk == .read,
            examples: examples)
    }
}
