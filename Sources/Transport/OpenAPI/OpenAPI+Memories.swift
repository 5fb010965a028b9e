internal import Memory
internal import Wire

extension OpenAPI {
    private static let person = query("person", ["type": "string"], "Who within the account; without it whoever speaks unnamed.")

    private static let filters: [JSONValue] = [
        query("kind", ["type": "string"], "One or several of fact, preference, episode and summary, separated by commas."),
        query("tag", ["type": "string"], "Tags that must all be there, separated by commas."),
        query("attribute", ["type": "string"], "Such as home.city."),
        query("from", ["type": "integer"], "Happened from then on: milliseconds since 1970."),
        query("until", ["type": "integer"], "Happened before then."),
        query("as_of", ["type": "integer"], "What was believed then, instead of what counts now."),
        query("retired", ["type": "boolean"], "Also those that newer ones closed."),
    ]

    private static let many = object(["memories": ["type": "array", "items": reference("Memory")]], required: ["memories"])
    private static let identity: JSONValue = [
        "name": "id", "in": "path", "required": true, "schema": ["type": "integer"], "description": "The memory's number.",
    ]

    static let memoryPaths: [String: JSONValue] = [
        MemoryDoor.path: [
            "get": operation(
                "Lists memories, the newest first.",
                [person] + filters + [
                    query("limit", ["type": "integer", "minimum": 1, "maximum": 1_000, "default": 50], "Memories at most."),
                    query("before", ["type": "integer"], "Goes on where an answer said \"before\"."),
                ],
                answer: object(
                    [
                        "memories": ["type": "array", "items": reference("Memory")],
                        "before": whole("There where there are more: ask for them with it."),
                    ], required: ["memories"])),
            "post": operation(
                "Adds one memory or several, all or none. A text alone is learnt as if the person had said it: facts are drawn from it, and close what they contradict.",
                [person],
                body: json([
                    "anyOf": [
                        object(["text": text("A sentence in the person's words: I live in Leeds.")], required: ["text"]),
                        reference("NewMemory"),
                        object(
                            ["memories": ["type": "array", "minItems": 1, "maxItems": 1_000, "items": reference("NewMemory")]],
                            required: ["memories"]),
                    ]
                ]), status: 201, answer: many),
            "delete": operation(
                "Forgets everything of a person, for good.",
                [person, query("everything", ["type": "boolean", "const": true], "Agrees to that.", isRequired: true)],
                answer: object(["forgotten": whole("How many there were.")])),
        ],
        MemoryDoor.path + "/{id}": [
            "parameters": [identity, person],
            "get": operation("One memory.", answer: reference("Memory")),
            "patch": operation(
                "Changes the members that are given; null takes one away.", body: json(reference("MemoryChange")),
                answer: reference("Memory")),
            "delete": operation(
                "Forgets one memory, for good.",
                [query("history", ["type": "boolean", "default": false], "Also what it took the place of, back to the first.")],
                answer: object(["forgotten": whole("How many there were.")])),
        ],
        MemoryDoor.path + "/search": [
            "get": operation(
                "The memories that fit best, by meaning and words, and why.",
                [person, query("q", ["type": "string"], "What to search for.", isRequired: true)] + filters + [
                    query("limit", ["type": "integer", "minimum": 1, "maximum": 50, "default": 10], "Memories at most.")
                ],
                answer: object(["memories": ["type": "array", "items": reference("FoundMemory")]], required: ["memories"]))
        ],
        MemoryDoor.path + "/export": [
            "get": operation(
                "Everything of a person, closed ones too: JSON Lines.", [person], answer: ["type": "string"], type: "application/jsonl")
        ],
        MemoryDoor.path + "/import": [
            "post": operation(
                "Takes in an export, all or none; what is there already is left as it is.", [person],
                body: ["application/jsonl": ["schema": ["type": "string"]]],
                answer: object(["added": whole("New ones."), "known": whole("Those that were there.")]))
        ],
        MemoryDoor.path + "/consolidate": [
            "post": operation(
                "Merges what is there twice and summarises what came again and again.", [person], answer: reference("Consolidation"))
        ],
        MemoryDoor.path + "/consolidate/undo": [
            "post": operation(
                "Takes a consolidation back.", [person],
                body: json(object(["run": whole("As the report names it.")], required: ["run"])),
                answer: object(["counting_again": whole("Memories that count again.")]))
        ],
        MemoryDoor.path + "/stats": [
            "get": operation("How much is remembered of a person.", [person], answer: reference("MemoryStatistics"))
        ],
    ]

    private static let written: [String: JSONValue] = [
        "kind": ["type": "string", "enum": .array(MemoryContent.Kind.allCases.map { .string($0.rawValue) })],
        "text": text("A sentence that can be read on its own: They live in Leeds."),
        "attribute": text("What it is about, such as home.city."), "value": text("The attribute's value: Leeds."),
        "valid_from": whole("When it began to be so: milliseconds since 1970."), "valid_until": whole("When it ends to be so."),
        "happened": whole("When it was said or happened."), "confidence": share("How sure it is."),
        "importance": share("How much it matters."), "tags": ["type": "array", "items": ["type": "string"]],
    ]

    private static let kept: [String: JSONValue] = written.merging([
        "id": whole("The memory's number."), "origin": text("said, model, written, imported or consolidated."),
        "session": text("Where it was said."), "turn": text("The item of that conversation."),
        "made_of": ["type": "array", "items": ["type": "integer"]], "learned": whole("When Coda came to know it."),
        "retired": whole("When something newer closed it."), "replaced_by": whole("What closed it."),
        "recalled": whole("When it last helped with an answer."), "recall_count": whole("How often it did."),
    ]) { old, _ in old }

    private static let always = ["id", "kind", "text", "happened", "confidence", "importance", "origin", "learned"]

    static let schemas: [String: JSONValue] = [
        "Error": object([
            "error": object([
                "type": text("Whose fault it is."), "code": text("For programs."), "message": text("What to do."),
                "param": ["type": ["string", "null"], "description": "The parameter or member that is wrong."],
            ])
        ]),
        "NewMemory": object(written, required: ["kind", "text"]),
        "MemoryChange": object(written),
        "Memory": object(kept, required: always),
        "FoundMemory": object(
            kept.merging(["score": ["type": "number", "description": "Higher fits better."], "why": text("The reason, in words.")]) { $1 },
            required: always + ["score", "why"]),
        "Consolidation": object([
            "run": whole("Names the run."), "before": whole("Memories that counted."), "after": whole("Those that count now."),
            "merges": [
                "type": "array",
                "items": object([
                    "into": whole("What was made."), "from": ["type": "array", "items": ["type": "integer"]], "reason": text("Why."),
                ]),
            ], "put_away": ["type": "array", "items": ["type": "integer"]],
        ]),
        "MemoryStatistics": object([
            "memories": whole("All of them."), "retired": whole("Closed by newer ones."),
            "without_vector": whole("Not yet found by meaning."), "bytes": whole("Of texts, values, tags and vectors."),
            "by_kind": ["type": "object", "additionalProperties": ["type": "integer"]],
        ]),
    ]
}
