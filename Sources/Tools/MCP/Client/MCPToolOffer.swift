package import Wire

/// A tool as a server lists it: bounded, and taken as data.
package struct MCPToolOffer: Sendable, Equatable {
    /// As the server knows it.
    package var name: String
    package var summary: String
    package var parameters: JSONValue
    /// What the server says of it, to be believed as far as its owner does.
    package var hints = Hints()

    package struct Hints: Sendable, Equatable {
        package var isReadOnly: Bool?
        package var isDestructive: Bool?
        package var isIdempotent: Bool?
        package var isOpenWorld: Bool?

        package init() {}
    }

    private static let longestName = 128
    private static let longestSummary = 1_024
    private static let largestSchema = 16 << 10

    /// `nil` for what is no tool that could be called: without a name, or with parameters that are no bounded schema of an object.
    package init?(_ value: JSONValue, revision: MCPRevision) {
        guard let name = value["name"]?.string, (1...Self.longestName).contains(name.utf8.count) else { return nil }
        guard let schema = value["inputSchema"]?.object, schema["type"] ?? "object" == "object" else { return nil }
        let parameters = JSONValue.object(schema.merging(["type": "object"]) { old, _ in old })
        guard parameters.bytes.count <= Self.largestSchema else { return nil }
        guard !revision.isStateless || !MCPHeaders.areMarksWrong(in: parameters) else { return nil }
        self.name = name
        self.parameters = parameters
        let annotations = value["annotations"]
        let title = value["title"]?.string ?? annotations?["title"]?.string
        summary = MCPText.block(value["description"]?.string ?? title ?? name, limit: Self.longestSummary)
        hints.isReadOnly = annotations?["readOnlyHint"]?.bool
        hints.isDestructive = annotations?["destructiveHint"]?.bool
        hints.isIdempotent = annotations?["idempotentHint"]?.bool
        hints.isOpenWorld = annotations?["openWorldHint"]?.bool
    }

    /// Everything that a person approved of when the tool was first used.
    package var fingerprint: String {
        let hints = [hints.isReadOnly, hints.isDestructive, hints.isIdempotent, hints.isOpenWorld].map { $0.map(JSONValue.bool) ?? .null }
        return (["description": .string(summary), "parameters": parameters, "hints": .array(hints)] as JSONValue).text
    }

    /// As our registry has it: the name is the server's and the tool's, and the risk is what the owner allows it to be.
    package func definition(of server: MCPServerEntry) -> ToolDefinition {
        let isTrusted = server.isTrusted
        let isHarmless = isTrusted && hints.isReadOnly == true
        return ToolDefinition(
            name: "\(server.name).\(Self.name(name))", summary: summary, parameters: parameters, risk: risk(on: server),
            deadline: server.deadline, isIdempotent: isHarmless || (isTrusted && hints.isIdempotent == true), cache: .never,
            maySpeculate: isHarmless && hints.isOpenWorld == false)
    }

    private func risk(on server: MCPServerEntry) -> ToolRisk {
        if let said = server.risk(of: name) { return said }
        // Bad news is always believed.
        if hints.isDestructive == true, !(server.isTrusted && hints.isReadOnly == true) { return .destructive }
        guard server.isTrusted else { return .network }
        if hints.isReadOnly == true { return .read }
        return hints.isDestructive == false ? .write : .network
    }

    /// The name with what a registry does not take replaced.
    private static func name(_ name: String) -> String {
        String(decoding: name.utf8.prefix(64).map { isNameByte($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: "-_.".utf8.contains(byte)
        }
    }
}
