internal import Wire

/// The description of the server's HTTP, by OpenAPI 3.1, for people and for programs that make clients of it.
enum OpenAPI {
    static let path = "/openapi.json"

    static let document: JSONValue = [
        "openapi": "3.1.0",
        "info": [
            "title": "Coda", "version": "1",
            "description": .string(
                "The doors beside the Realtime protocol, which is a WebSocket at \(Doors.realtimePath): docs/protocol.md."),
        ],
        "security": [[:], ["key": []]],
        "paths": .object(serverPaths.merging(memoryPaths) { _, new in new }),
        "components": [
            "securitySchemes": [
                "key": [
                    "type": "http", "scheme": "bearer",
                    "description": "A key of coda keys make. Without keys the server serves its own machine.",
                ]
            ],
            "schemas": .object(schemas),
            "responses": [
                "Refused": [
                    "description": "What is wrong, and what to do about it.",
                    "content": ["application/json": ["schema": reference("Error")]],
                ]
            ],
        ],
    ]

    static func reference(_ schema: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(schema)")] }

    /// One method of a path, which answers with JSON of a schema.
    static func operation(
        _ summary: String, _ parameters: [JSONValue] = [], body: JSONValue? = nil, status: Int = 200, answer: JSONValue,
        type: String = "application/json"
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "summary": .string(summary),
            "responses": [
                "\(status)": ["description": "Done.", "content": [type: ["schema": answer]]],
                "4XX": ["$ref": "#/components/responses/Refused"], "5XX": ["$ref": "#/components/responses/Refused"],
            ],
        ]
        if !parameters.isEmpty { members["parameters"] = .array(parameters) }
        members["requestBody"] = body.map { ["required": true, "content": $0] }
        return .object(members)
    }

    static func json(_ schema: JSONValue) -> JSONValue { ["application/json": ["schema": schema]] }

    static func query(_ name: String, _ schema: JSONValue, _ description: String, isRequired: Bool = false) -> JSONValue {
        [
            "name": .string(name), "in": "query", "required": .bool(isRequired), "description": .string(description), "schema": schema,
        ]
    }

    static func object(_ properties: [String: JSONValue], required: [String] = []) -> JSONValue {
        var members: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { members["required"] = .array(required.map { .string($0) }) }
        return .object(members)
    }

    static func text(_ description: String) -> JSONValue { ["type": "string", "description": .string(description)] }
    static func whole(_ description: String) -> JSONValue { ["type": "integer", "description": .string(description)] }
    static func share(_ description: String) -> JSONValue {
        ["type": "number", "minimum": 0, "maximum": 1, "description": .string(description)]
    }

    private static let serverPaths: [String: JSONValue] = [
        "/healthz": ["get": operation("Whether the process lives.", answer: object(["status": text("Always \"ok\".")]))],
        Doors.readinessPath: [
            "get": operation("Whether new sessions are welcome, and what the server does less of.", answer: ["type": "object"])
        ],
        Doors.metricsPath: [
            "get": operation("Metrics for Prometheus (docs/observability.md).", answer: ["type": "string"], type: "text/plain")
        ],
        Doors.statsPath: ["get": operation("The same for people, as JSON.", answer: ["type": "object"])],
        Doors.clientSecretsPath: [
            "post": operation(
                "Makes a short-lived secret that opens sessions, for a page that must not know the key.",
                body: json(["type": "object"]),
                answer: object([
                    "value": text("The secret."), "expires_at": whole("Seconds since 1970."), "session": ["type": "object"],
                ]))
        ],
        Doors.agentsPath: [
            "post": operation(
                "The Model Context Protocol over streamable HTTP (docs/mcp.md).", body: json(["type": "object"]),
                answer: ["type": "object"])
        ],
    ]
}
