package import Wire

/// What a tool is, for whoever chooses, checks and calls it.
package struct ToolDefinition: Sendable, Equatable {
    /// Unique in a registry: letters, digits, `_`, `-` and `.`; a server's tools are named `server.tool`.
    package var name: String
    /// One or two sentences, for a language model and for the search by meaning.
    package var summary: String
    /// JSON Schema of the arguments, an object.
    package var parameters: JSONValue
    package var risk: ToolRisk
    /// How long a call may take.
    package var deadline: Duration
    /// Whether a second call with the same arguments does nothing more, so that it may be tried again.
    package var isIdempotent: Bool
    /// Whether a second call with the same idempotency key does nothing more, so that it may be tried again although it is not idempotent.
    package var honoursIdempotencyKey: Bool
    package var cache: ToolCachePolicy
    /// Whether it may be called for a turn that may not be over. Only tools without side effects.
    package var maySpeculate: Bool
    /// Ways people ask for it, for the search by meaning.
    package var examples: [String]

    package init(
        name: String, summary: String, parameters: JSONValue = ["type": "object", "properties": [:]], risk: ToolRisk = .read,
        deadline: Duration = .seconds(5), isIdempotent: Bool = true, cache: ToolCachePolicy = .never, maySpeculate: Bool = false,
        examples: [String] = [], honoursIdempotencyKey: Bool = false
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.risk = risk
        self.deadline = deadline
        self.isIdempotent = isIdempotent
        self.honoursIdempotencyKey = honoursIdempotencyKey
        self.cache = cache
        self.maySpeculate = maySpeculate
        self.examples = examples
    }
}

/// The worst a call can do.
package enum ToolRisk: String, Sendable, Equatable, CaseIterable, Codable {
    /// Looks at what the machine or the person's own data say.
    case read
    /// Changes something that can be changed back.
    case write
    /// Changes something for good: asked for aloud before it is done.
    case destructive
    /// Sends something out of the machine.
    case network
}

/// Whether what a call gave back answers the same call again.
package enum ToolCachePolicy: Sendable, Equatable {
    case never
    /// For so long, for everybody: the result depends on nothing but the arguments.
    case shared(Duration)
    /// For so long, for the same person.
    case personal(Duration)
}
