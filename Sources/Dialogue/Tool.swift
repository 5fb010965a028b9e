/// A function of the client's that a reply may call.
package struct Tool: Sendable, Equatable, Codable {
    package var name: String
    package var description: String
    /// The arguments' JSON Schema, as JSON.
    package var parameters: String

    package init(name: String, description: String, parameters: String) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}

package enum ToolChoice: Sendable, Equatable, Codable {
    case auto
    case none
    /// Some function must be called.
    case required
    /// This function must be called.
    case function(String)
}

/// A call and what it gave back.
package struct ToolResult: Sendable, Equatable, Codable {
    package var name: String
    package var arguments: String
    package var output: String

    package init(name: String, arguments: String, output: String) {
        self.name = name
        self.arguments = arguments
        self.output = output
    }
}
