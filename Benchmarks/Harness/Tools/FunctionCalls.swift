internal import Glibc
internal import Resources
internal import Tools
internal import Wire

/// Questions, functions and right calls of the Berkeley function-calling leaderboard, one JSON object a line.
struct FunctionCalls {
    struct Right {
        let function: String
        let schema: JSONValue
        let arguments: JSONValue
    }

    struct Question {
        let text: String
        /// The functions a right answer calls; none where no call is right.
        let functions: Set<String>
    }

    private(set) var definitions: [ToolDefinition] = []
    private(set) var questions: [Question] = []
    private(set) var right: [Right] = []

    /// Every `.jsonl` file with such lines in or below a folder's `bfcl`.
    init(below data: String) {
        var seen: Set<String> = []
        for folder in [data, "\(data)/open", "\(data)/bfcl/open", "\(data)/tools/bfcl/open"] {
            for name in FolderFiles.names(in: folder, suffix: ".jsonl") {
                for line in ProcessFile.read("\(folder)/\(name)").split(separator: "\n") {
                    guard let object = try? JSONValue.parse(Array(line.utf8)) else { continue }
                    add(object, &seen)
                }
            }
        }
    }

    private mutating func add(_ object: JSONValue, _ seen: inout Set<String>) {
        guard let functions = object["functions"]?.array, let truth = object["ground_truth"]?.array else { return }
        var schemas: [String: JSONValue] = [:]
        for function in functions {
            guard let name = function["name"]?.string, let schema = function["parameters"] else { continue }
            schemas[name] = schema
            guard seen.insert(name).inserted else { continue }
            definitions.append(ToolDefinition(name: name, summary: function["description"]?.string ?? "", parameters: schema))
        }
        let text = (object["messages"]?.array ?? []).compactMap { $0["content"]?.string }.joined(separator: " ")
        var called: Set<String> = []
        for call in truth {
            guard case .object(let one) = call, let (name, possible) = one.first, let schema = schemas[name],
                case .object(let values) = possible
            else {
                continue
            }
            called.insert(name)
            var arguments: [String: JSONValue] = [:]
            for (argument, options) in values {
                if let value = Self.first(options) { arguments[argument] = value }
            }
            right.append(Right(function: name, schema: schema, arguments: .object(arguments)))
        }
        questions.append(Question(text: text, functions: called))
    }

    /// The first of the possible values; an empty text stands for one that is left out. Members of an object have lists of values in turn.
    private static func first(_ options: JSONValue) -> JSONValue? {
        guard let list = options.array else { return options }
        return list.first { $0 != "" }.map(unfolded)
    }

    private static func unfolded(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members): .object(members.compactMapValues(first))
        case .array(let elements): .array(elements.map(unfolded))
        default: value
        }
    }
}
