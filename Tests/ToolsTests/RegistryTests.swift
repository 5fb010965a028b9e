import Testing
import Tools
import Wire

struct RegistryTests {
    private func tool(_ name: String) -> StubTool { StubTool(name) { _, _ in ToolOutput(.string(name)) } }

    @Test("sources come and go, and the first keeps a name")
    func sources() {
        let registry = ToolRegistry([tool("clock")])
        let refused = registry.replace(
            source: "server", with: [tool("home.lamp"), tool("bad name"), tool(String(repeating: "x", count: 80))])
        #expect(refused.count == 2)
        #expect(registry.replace(source: "other", with: [tool("clock"), tool("radio")]).map(\.name) == ["clock"])
        #expect(registry.definitions.map(\.name) == ["clock", "home.lamp", "radio"])
        registry.replace(source: "built-in", with: [])
        #expect(registry.definitions.map(\.name) == ["clock", "home.lamp", "radio"])
        registry.replace(source: "other", with: [])
        #expect(registry.definitions.map(\.name) == ["home.lamp"])
    }

    @Test(
        "a tool is found by what people say",
        arguments: [
            ("what is 15 percent of 80", "calculator"), ("how many kilometers is a mile", "units.convert"),
            ("what time is it in Tokyo", "date.calculate"),
            ("how much memory is free", "system.status"), ("run this python code", "code.run"),
        ])
    func found(_ query: String, _ name: String) async {
        #expect(await ToolFinder(ToolRegistry(BuiltInTools.all())).find(query, limit: 1).map(\.name) == [name])
    }

    @Test("meaning finds what shares no word, and each definition is embedded once")
    func meaning() async {
        let texts = Count()
        let embedding: ToolEmbedding = { batch in
            batch.map { text in
                texts.add()
                return text.contains("lamp") || text.contains("dark") ? [1, 0] : [0, 1]
            }
        }
        let registry = ToolRegistry([tool("lamp"), tool("radio")])
        let finder = ToolFinder(registry, embedding: embedding)
        #expect(await finder.find("it is so dark here", limit: 1).map(\.name) == ["lamp"])
        #expect(texts.value == 3)
        registry.replace(source: "more", with: [tool("oven")])
        await finder.prepare()
        #expect(texts.value == 4)
    }

    @Test("vectors that could not be made are tried again, and those of new tools are made when they come")
    func late() async {
        let asked = Count()
        let batches = AsyncStream.makeStream(of: [String].self)
        let embedding: ToolEmbedding = { batch in
            asked.add()
            guard asked.value > 1 else { return nil }
            batches.continuation.yield(batch)
            return batch.map { $0.contains("lamp") || $0.contains("dark") ? [1, 0] : [0, 1] }
        }
        let registry = ToolRegistry([tool("lamp"), tool("radio")])
        let finder = ToolFinder(registry, embedding: embedding)
        await finder.prepare()
        #expect(await finder.find("it is so dark here", limit: 1).map(\.name) == ["lamp"])
        finder.keepReady()
        registry.replace(source: "more", with: [tool("oven")])
        var made = batches.stream.makeAsyncIterator()
        _ = await made.next()
        _ = await made.next()
        #expect(await made.next()?.first?.hasPrefix("oven") == true)
    }

    @Test("of tools that are too few to be searched no vectors are made", .timeLimit(.minutes(1)))
    func few() async {
        let batches = AsyncStream.makeStream(of: [String].self)
        let embedding: ToolEmbedding = { batch in
            batches.continuation.yield(batch)
            return batch.map { _ in [1, 0] }
        }
        let registry = ToolRegistry([tool("lamp")])
        let finder = ToolFinder(registry, embedding: embedding)
        finder.keepReady(above: 2)
        registry.replace(source: "more", with: [tool("oven")])
        registry.replace(source: "still more", with: [tool("radio")])
        var made = batches.stream.makeAsyncIterator()
        #expect(await made.next()?.count == 3)
    }

    @Test("without vectors the words alone decide, and nothing shared finds nothing")
    func words() async {
        let finder = ToolFinder(ToolRegistry([tool("lamp"), tool("radio")]), embedding: { _ in nil })
        #expect(await finder.find("switch the lamps").map(\.name) == ["lamp"])
        #expect(await finder.find("zebra").isEmpty)
    }

    @Test("what was used last comes to mind first")
    func suggestions() async {
        let finder = ToolFinder(ToolRegistry([tool("home.lamp"), tool("home.oven"), tool("radio")]))
        #expect(
            await finder.suggest(turns: ["and again"], recent: ["radio", "home.oven"]).map(\.name) == ["home.oven", "radio", "home.lamp"])
    }

    @Test("a suggestion follows a tool that is replaced")
    func replaced() async {
        let registry = ToolRegistry([tool("lamp")])
        let finder = ToolFinder(registry)
        #expect(await finder.find("lamp").count == 1)
        registry.replace(source: "built-in", with: [tool("radio")])
        #expect(await finder.find("lamp").isEmpty)
    }
}
