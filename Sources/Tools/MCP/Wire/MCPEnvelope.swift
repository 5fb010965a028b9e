package import Wire

/// What each request of a stateless revision says about its sender, in `params._meta`.
package enum MCPEnvelope {
    package static let revisionKey = "io.modelcontextprotocol/protocolVersion"
    static let clientKey = "io.modelcontextprotocol/clientInfo"
    static let capabilitiesKey = "io.modelcontextprotocol/clientCapabilities"
    static let serverKey = "io.modelcontextprotocol/serverInfo"

    /// The parameters with the envelope of `revision`; members of `_meta` that are there stay.
    static func seal(_ parameters: JSONValue, _ revision: MCPRevision, client: MCPIdentity) -> JSONValue {
        let meta = (parameters["_meta"] ?? [:]).merging([
            revisionKey: .string(revision.rawValue), clientKey: client.json, capabilitiesKey: [:],
        ])
        return parameters.merging(["_meta": meta])
    }

    /// Whether the parameters claim to be of a stateless revision.
    package static func isPresent(in parameters: JSONValue) -> Bool { parameters["_meta"]?[revisionKey] != nil }

    /// Why a request that claims to be of a stateless revision cannot be served; `nil` where it can.
    static func fault(in parameters: JSONValue) -> MCPError? {
        let meta = parameters["_meta"] ?? [:]
        let missing = [revisionKey, capabilitiesKey].filter { meta[$0] == nil }
        guard missing.isEmpty else {
            return MCPError(.invalidParameters, "params._meta must have \(missing.joined(separator: " and ")).")
        }
        guard let asked = meta[revisionKey]?.string else { return MCPError(.invalidParameters, "\(revisionKey) must be a string.") }
        guard MCPRevision(rawValue: asked)?.isStateless == true else {
            return MCPError(
                .unsupportedRevision, "This revision of the protocol is not served.",
                data: ["supported": .array(MCPRevision.stateless.map { .string($0.rawValue) }), "requested": .string(asked)])
        }
        return nil
    }
}

/// Who speaks: a program's name and version.
package struct MCPIdentity: Sendable, Equatable {
    package var name: String
    package var title: String?
    package var version: String

    package init(name: String = "coda", title: String? = "Coda", version: String) {
        self.name = name
        self.title = title
        self.version = version
    }

    var json: JSONValue {
        (["name": .string(name), "version": .string(version)] as JSONValue).merging(["title": title.map { .string($0) }])
    }
}
