internal import Memory
internal import Network
internal import Wire

/// One request about one person's memories.
struct MemoryDoor: Sendable {
    static let path = "/v1/memories"
    /// What stands for memories of its own in a path.
    private static let actions: Set<String> = ["search", "export", "import", "consolidate", "stats"]

    let offer: MemoryOffer
    let owner: MemoryOwner

    static func isAsked(_ path: String) -> Bool { path == Self.path || path.hasPrefix(Self.path + "/") }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        let rest = request.path.dropFirst(Self.path.count).split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(
            String.init)
        do throws(MemoryRefusal) {
            switch rest.count {
            case 0: return try await atAll(request)
            case 1 where Self.actions.contains(rest[0]): return try await atAction(rest[0], request)
            case 1:
                guard let id = Int(rest[0]) else { break }
                return try await atOne(id, request)
            case 2 where rest == ["consolidate", "undo"]:
                try only("POST", request)
                return try await undo(MemoryQuery.body(of: request))
            default: break
            }
            throw MemoryRefusal(404, "not_found", "There is nothing here. What there is: \(OpenAPI.path).")
        } catch { return error.response }
    }

    private func atAll(_ request: HTTPRequest) async throws(MemoryRefusal) -> HTTPResponse {
        switch request.method {
        case "GET": try await list(MemoryQuery(request.query))
        case "POST": try await add(MemoryQuery.body(of: request))
        case "DELETE": try await forgetEverything(MemoryQuery(request.query))
        default: throw .method("GET, POST, DELETE")
        }
    }

    private func atOne(_ id: Int, _ request: HTTPRequest) async throws(MemoryRefusal) -> HTTPResponse {
        let query = MemoryQuery(request.query)
        try query.allow(request.method == "DELETE" ? ["history"] : [])
        switch request.method {
        case "GET": return Self.answer(MemoryArchive.object(try await memory(id)))
        case "PATCH": return try await change(id, MemoryQuery.body(of: request))
        case "DELETE":
            let isWhole = try query.isSet("history")
            let count = try await stored { () throws(MemoryError) in
                let older = isWhole ? try await offer.store.history(of: [id], owner) : []
                return try await offer.store.forget([id] + older, of: owner)
            }
            guard count > 0 else { throw unknown(id) }
            return Self.answer(["forgotten": .integer(count)])
        default: throw .method("GET, PATCH, DELETE")
        }
    }

    private func atAction(_ action: String, _ request: HTTPRequest) async throws(MemoryRefusal) -> HTTPResponse {
        try only(["import", "consolidate"].contains(action) ? "POST" : "GET", request)
        switch action {
        case "search": return try await search(MemoryQuery(request.query))
        case "export": return try await export()
        case "import": return try await take(String(decoding: request.body, as: UTF8.self))
        case "consolidate": return try await consolidate()
        default: return try await statistics()
        }
    }

    private func only(_ method: String, _ request: HTTPRequest) throws(MemoryRefusal) {
        guard request.method == method else { throw .method(method) }
    }

    // MARK: Shared by the actions

    func stored<Value>(_ body: () async throws(MemoryError) -> Value) async throws(MemoryRefusal) -> Value {
        do throws(MemoryError) { return try await body() } catch { throw MemoryRefusal(error) }
    }

    func memory(_ id: Int) async throws(MemoryRefusal) -> Memory {
        guard let found = try await stored({ () throws(MemoryError) in try await offer.store.memories([id], of: owner) }).first else {
            throw unknown(id)
        }
        return found
    }

    private func unknown(_ id: Int) -> MemoryRefusal { MemoryRefusal(404, "unknown_memory", "This person has no memory \(id).") }

    static func answer(_ value: JSONValue, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, headers: [("Cache-Control", "no-store")], body: value.bytes)
    }

    static func list(_ memories: [Memory]) -> JSONValue { .array(memories.map { MemoryArchive.object($0) }) }
}
