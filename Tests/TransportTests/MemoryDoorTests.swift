import Inference
import Memory
import Network
import TestSupport
import Testing
import Transport
import Wire

/// `/v1/memories` over a real socket. The answers without a store to be made of are in `Gate`'s own tests.
@Suite struct MemoryDoorTests {
    /// A server with two accounts, and a store in a folder of its own.
    private final class House {
        let server: RealtimeServer
        let store: SQLiteMemoryStore
        private let port: Int
        private let client = HTTPClient()
        private let keys = TemporaryFile("anna \(Scene.anna)\nben \(Scene.ben)\n")
        private let folder = TemporaryFolder("door")

        init() async throws {
            let store = try await SQLiteMemoryStore.open(path: folder.file("memory.db"))
            self.store = store
            var policy = DoorPolicy()
            policy.keysFile = keys.path
            server = try RealtimeServer(configuration: ServerConfiguration(), policy: policy)
            server.offer(
                MemoryOffer(
                    store: store, recall: MemoryRecall(embedder: NoSentences(), store: store),
                    learn: { text, owner throws(MemoryError) in
                        try await store.add(
                            [MemoryContent(.fact, "Learnt: " + text, happened: MemoryTime(milliseconds: 5))], for: owner, at: .now)
                    }))
            port = try server.start()
        }

        func ask(
            _ method: String, _ path: String = "", _ body: JSONValue? = nil, raw: String? = nil, key: String? = Scene.anna,
            headers: [(String, String)] = []
        ) async throws -> (status: Int, json: JSONValue, text: String, answer: HTTPAnswer) {
            var headers = headers
            if let key { headers.append(("Authorization", "Bearer \(key)")) }
            if body != nil { headers.append(("Content-Type", "application/json")) }
            let bytes = body?.bytes ?? Array((raw ?? "").utf8)
            let answer = try await client.send(
                HTTPCall(method: method, url: "http://127.0.0.1:\(port)/v1/memories\(path)", headers: headers, body: bytes))
            return (answer.status, (try? JSONValue.parse(answer.body)) ?? .null, String(decoding: answer.body, as: UTF8.self), answer)
        }

        func description() async throws -> JSONValue {
            try JSONValue.parse(try await client.send(HTTPCall(url: "http://127.0.0.1:\(port)/openapi.json")).body)
        }

        /// What readiness tells who asks about memories; `nil` where it says nothing of them.
        func isShown(_ query: String = "?for=memories", key: String? = Scene.anna, headers: [(String, String)] = []) async throws -> Bool? {
            let headers = headers + (key.map { [("Authorization", "Bearer \($0)")] } ?? [])
            let call = HTTPCall(url: "http://127.0.0.1:\(port)/readyz\(query)", headers: headers)
            return try JSONValue.parse(try await client.send(call).body)["memories"]?.bool
        }

        func end() async {
            server.stop()
            await store.close()
            folder.end()
        }
    }

    private static let tea: JSONValue = [
        "kind": "preference", "text": "They like green tea.", "attribute": "likes.drink", "value": "green tea", "tags": ["kitchen"],
    ]

    @Test("memories are added, listed, changed and forgotten, and what a store alone knows stays as it is")
    func life() async throws {
        let house = try await House()
        let added = try await house.ask("POST", "", Self.tea)
        #expect(added.status == 201 && added.answer.header("cache-control") == "no-store")
        let id = try #require(added.json["memories"]?.array?.first?["id"]?.integer)
        let one = try await house.ask("GET", "/\(id)")
        #expect(one.status == 200 && one.json["value"]?.string == "green tea" && one.json["origin"]?.string == "written")
        let changed = try await house.ask("PATCH", "/\(id)", ["text": "They like black tea.", "value": "black tea", "tags": .null])
        #expect(changed.status == 200 && changed.json["text"]?.string == "They like black tea.")
        #expect(changed.json["tags"] == nil && changed.json["attribute"]?.string == "likes.drink")
        #expect(changed.json["learned"] == one.json["learned"])
        #expect(try await house.ask("GET", "?kind=preference").json["memories"]?.array?.count == 1)
        #expect(try await house.ask("GET", "?kind=fact,episode").json["memories"]?.array?.isEmpty == true)
        #expect(try await house.ask("GET", "/search?q=black%20tea").json["memories"]?.array?.first?["why"]?.string == "its words fit")
        #expect(try await house.ask("GET", "/stats").json["by_kind"]?["preference"]?.integer == 1)
        #expect(try await house.ask("DELETE", "/\(id)").json["forgotten"]?.integer == 1)
        #expect(try await house.ask("GET", "/\(id)").status == 404)
        let again = try await house.ask("DELETE", "/\(id)")
        #expect(again.status == 404 && again.json["error"]?["code"]?.string == "unknown_memory")
        await house.end()
    }

    @Test("several are added together or not at all, a text alone is learnt, and long lists come in pages")
    func several() async throws {
        let house = try await House()
        let refused = try await house.ask("POST", "", ["memories": [Self.tea, ["kind": "fact", "text": "x", "confidence": 7]]])
        #expect(refused.status == 400 && refused.json["error"]?["param"]?.string == "memories[1]")
        #expect(try await house.ask("GET").json["memories"]?.array?.isEmpty == true)
        let items = (0..<7).map { index -> JSONValue in ["kind": "fact", "text": .string("Locker \(index).")] }
        #expect(try await house.ask("POST", "", ["memories": .array(items)]).status == 201)
        let learnt = try await house.ask("POST", "", ["text": "I live in Leeds"])
        #expect(learnt.status == 201 && learnt.json["memories"]?.array?.first?["text"]?.string == "Learnt: I live in Leeds")
        var (texts, place): ([String], String) = ([], "")
        repeat {
            let page = try await house.ask("GET", "?limit=3\(place)").json
            texts += page["memories"]?.array?.compactMap { $0["text"]?.string } ?? []
            place = page["before"]?.integer.map { "&before=\($0)" } ?? ""
        } while !place.isEmpty && texts.count < 20
        #expect(texts == ["Learnt: I live in Leeds"] + (0..<7).reversed().map { "Locker \($0)." })
        await house.end()
    }

    @Test("accounts, and people within one, never meet; a key that is wrong opens nothing")
    func apart() async throws {
        let house = try await House()
        let id = try #require(try await house.ask("POST", "?person=ann", Self.tea).json["memories"]?.array?.first?["id"]?.integer)
        for (path, key) in [("?person=ann", Scene.ben), ("", Scene.anna), ("?person=bob", Scene.anna)] {
            #expect(try await house.ask("GET", path, key: key).json["memories"]?.array?.isEmpty == true)
            let one = "/\(id)" + path
            #expect(try await house.ask("GET", one, key: key).status == 404)
            #expect(try await house.ask("PATCH", one, ["text": "x"], key: key).status == 404)
            #expect(try await house.ask("DELETE", one, key: key).status == 404)
            #expect(
                try await house.ask("DELETE", path.isEmpty ? "?everything=true" : path + "&everything=true", key: key).json["forgotten"]?
                    .integer == 0)
            #expect(try await house.ask("GET", "/export" + path, key: key).text.isEmpty)
        }
        #expect(try await house.ask("GET", "?person=ann", key: "wrong").status == 401)
        #expect(try await house.ask("GET", "/\(id)?person=ann").status == 200)
        await house.end()
    }

    @Test("an export can be taken in again, by somebody else too, and a consolidation taken back")
    func roundTrip() async throws {
        let house = try await House()
        for _ in 0..<2 { _ = try await house.ask("POST", "", Self.tea) }
        let lines = try await house.ask("GET", "/export")
        #expect(lines.answer.header("content-type") == "application/jsonl; charset=utf-8")
        let taken = try await house.ask("POST", "/import", raw: lines.text, key: Scene.ben)
        #expect(taken.json["added"]?.integer.map { $0 > 0 } == true)
        #expect(try await house.ask("POST", "/import", raw: lines.text, key: Scene.ben).json["added"]?.integer == 0)
        #expect(try await house.ask("POST", "/import", raw: "{}\n", key: Scene.ben).status == 400)
        let report = try await house.ask("POST", "/consolidate").json
        #expect(report["before"]?.integer == 2 && report["after"]?.integer == 1)
        let undone = try await house.ask("POST", "/consolidate/undo", ["run": report["run"] ?? .null])
        #expect(undone.json["counting_again"]?.integer == 2)
        await house.end()
    }

    @Test("what is asked wrongly is answered with what to do, and changes nothing")
    func mistakes() async throws {
        let house = try await House()
        _ = try await house.ask("POST", "", Self.tea)
        let rows: [(String, String, JSONValue?, Int, String)] = [
            ("GET", "?kinds=fact", nil, 400, "kinds"), ("GET", "?kind=facts", nil, 400, "kind"), ("GET", "?limit=0", nil, 400, "limit"),
            ("GET", "?from=monday", nil, 400, "from"), ("GET", "/search", nil, 400, "q"), ("POST", "", [:], 400, "kind"),
            ("POST", "", ["text": ""], 400, "text"), ("POST", "", ["kind": "fact", "text": "x", "id": 7], 400, "id"),
            ("POST", "", ["memories": []], 400, "memories"), ("DELETE", "", nil, 400, "everything"),
            ("DELETE", "?everything=false", nil, 400, "everything"), ("PUT", "", Self.tea, 405, "method"),
            ("GET", "/seven", nil, 404, "openapi"),
            ("PATCH", "/99", ["text": "x"], 404, "99"), ("POST", "/consolidate/undo", ["run": "x"], 400, "run"),
            ("GET", "/import", nil, 405, "POST"),
        ]
        for (method, path, body, status, word) in rows {
            let answer = try await house.ask(method, path, body)
            #expect(answer.status == status && answer.text.contains(word), "\(method) \(path): \(answer.text)")
        }
        #expect(try await house.ask("POST", "", nil, raw: "{\"text\":\"I am Ann\"}").status == 415)
        #expect(try await house.ask("GET", headers: [("Origin", "https://evil.example")]).status == 403)
        // A page whose name was made to resolve to this machine.
        #expect(try await house.ask("GET", key: nil, headers: [("Host", "evil.example")]).status == 403)
        #expect(try await house.ask("GET", key: nil).status == 200)
        #expect(try await house.ask("GET").json["memories"]?.array?.count == 1)
        await house.end()
    }

    @Test("readiness tells who asks about memories whether they would be shown any, and nobody else")
    func shown() async throws {
        let house = try await House()
        #expect(try await house.isShown() == true)
        #expect(try await house.isShown(key: nil) == true)
        #expect(try await house.isShown("") == nil)
        #expect(try await house.isShown("?for=new_sessions") == nil)
        #expect(try await house.isShown(key: "wrong") == false)
        #expect(try await house.isShown(headers: [("Origin", "https://evil.example")]) == false)
        #expect(try await house.isShown(key: nil, headers: [("Host", "evil.example")]) == false)
        house.server.offer(nil)
        #expect(try await house.isShown() == false)
        await house.end()
    }

    @Test("the description of the server names paths that are there, and refers to nothing that is not")
    func description() async throws {
        let house = try await House()
        let openAPI = try await house.description()
        guard case .object(let paths)? = openAPI["paths"], case .object(let schemas)? = openAPI["components"]?["schemas"] else {
            Issue.record("it has no paths or no schemas")
            return await house.end()
        }
        #expect(openAPI["openapi"]?.string == "3.1.0" && paths.count >= 14)
        for name in openAPI.text.split(separator: "#/components/schemas/").dropFirst().map({ $0.prefix { $0 != "\"" } }) {
            #expect(schemas[String(name)] != nil, "\(name)")
        }
        for (path, item) in paths where path.hasPrefix("/v1/memories") {
            guard case .object(let methods) = item else { continue }
            for method in methods.keys where method != "parameters" {
                let rest = String(path.dropFirst("/v1/memories".count)).replacing("{id}", with: "7")
                let status = try await house.ask(method.uppercased(), rest, method == "post" || method == "patch" ? [:] : nil).status
                #expect(status != 405, "\(method) \(path)")
            }
        }
        await house.end()
    }
}

/// Memories are found by their words.
private struct NoSentences: SentenceEmbedder {
    let dimensions = 384

    func embed(_ texts: [String]) async throws(InferenceError) -> [[Float]] { throw .busy }
}
