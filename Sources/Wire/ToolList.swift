/// The functions a client declares.
package struct ToolList: Sendable, Equatable {
    package struct Function: Sendable, Equatable {
        package var name: String
        package var description: String
        /// A JSON Schema.
        package var parameters: JSONValue
    }

    package private(set) var functions: [Function] = []

    private static let capacity = 128

    package init() {}

    init(_ list: JSONValue, path: String) throws(WireError) {
        let all = JSONFields(list, path: path)
        guard let list = list.array, list.count <= Self.capacity else {
            throw all.refusal(nil, "expected a list of at most \(Self.capacity) functions.")
        }
        for (index, tool) in list.enumerated() {
            let fields = JSONFields(tool, path: "\(path)[\(index)]")
            guard try fields.string("type") == "function" else {
                throw fields.refusal("type", "only tools of type \"function\" are served; they run at the client.")
            }
            let name = try fields.required("name")
            guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(Self.isNameByte) else {
                throw fields.refusal("name", "use 1 to 64 letters, digits, _ or -.")
            }
            guard !functions.contains(where: { $0.name == name }) else { throw fields.refusal("name", "another function has this name.") }
            let parameters = tool["parameters"] ?? .null
            switch parameters {
            case .null, .object: break
            default: throw fields.refusal("parameters", "expected a JSON Schema.")
            }
            functions.append(Function(name: name, description: try fields.string("description") ?? "", parameters: parameters))
        }
    }

    /// Whether a choice, in the protocol's form, can be kept: a function that is named must be here.
    package func allows(_ choice: JSONValue) -> Bool {
        guard case .object = choice else { return true }
        return functions.contains { $0.name == choice["name"]?.string }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The protocol's form.
    var json: JSONValue {
        .array(
            functions.map { function in
                let base: JSONValue = ["type": "function", "name": .string(function.name), "description": .string(function.description)]
                return base.merging(["parameters": function.parameters == .null ? nil : function.parameters])
            })
    }
}
