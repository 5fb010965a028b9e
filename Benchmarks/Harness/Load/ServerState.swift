package import Wire

/// How a server says it is: `/readyz`.
package struct ServerState: Sendable, Equatable {
    /// The name of its level; what says nothing of levels has but the full one.
    package var level = full
    package var reason: String?
    /// Whether it takes new sessions.
    package var admits = true

    package static let full = "full"

    package var isFull: Bool { level == Self.full }

    package init(_ object: JSONValue?) {
        level = object?["level"]?.string ?? Self.full
        reason = object?["reason"]?.string
        admits = object?["admits"]?.bool ?? true
    }

    static func of(port: Int) -> ServerState { ServerState(try? JSONValue.parse(Array(CrowdSocket.get("/readyz", port: port).utf8))) }
}
