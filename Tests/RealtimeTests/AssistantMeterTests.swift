import Assistant
import Configuration
import Dialogue
import Glibc
import Language
import Memory
import Realtime
import Telemetry
import Testing

@Suite struct AssistantMeterTests {
    /// A model of which only its standing is asked.
    private struct StandingModel: LanguageModel {
        struct Job: ModelJob { func cancel() {} }

        let name = "standing"
        let standing = ModelStanding(isAvailable: false, firstWord: 0.75)

        func stream(_ prompt: ModelPrompt, deliver: @escaping @Sendable (ModelEvent) -> Void) -> any ModelJob { Job() }
        func warmUp() {}
    }

    private static func lines(_ meters: Meters) -> [Substring] { meters.registry.text.split(separator: "\n").filter { !$0.hasPrefix("#") } }

    @Test("the assistant's routes, cache and model are shown as it counts them")
    func shown() async {
        var parts = AssistantParts(intents: await IntentStore.open(LayeredFolders([])).store)
        parts.model = StandingModel()
        let meters = Meters()
        meters.watch(parts)
        let context = ResponseCache.Context(answerer: "standing", instructions: "")
        _ = parts.cache.answer(to: "Why is the sky blue?", in: context)
        parts.cache.keep("Why is the sky blue?", as: "It scatters blue light most.", in: context)
        _ = parts.cache.answer(to: "Why is the sky blue?", in: context)
        _ = parts.cache.answer(to: "why is the sky blue", in: context)
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let now = CivilTime(year: 2026, month: 11, day: 20, weekday: 5, hour: 12, minute: 0, second: 0)
        let job = Assistant(parts).reply(to: ReplyRequest(text: "hello", now: now)) { event in
            if event == .finished { end.finish() }
        }
        for await _ in ends {}
        job.cancel()
        let lines = Self.lines(meters)
        #expect(lines.contains("coda_replies_routed_total{way=\"direct\",reason=\"model_unavailable\"} 1"))
        #expect(lines.contains("coda_replies_routed_total{way=\"llm\",reason=\"unsure\"} 0"))
        #expect(lines.contains("coda_tool_calls_total{outcome=\"ok\"} 0"))
        #expect(lines.contains("coda_response_cache_hits_total 2"))
        #expect(lines.contains("coda_response_cache_misses_total 1"))
        #expect(lines.contains("coda_response_cache_entries 1"))
        #expect(lines.contains("coda_response_cache_bytes \(parts.cache.tally.bytes)"))
        #expect(lines.contains("coda_model_available 0"))
        #expect(lines.contains("coda_model_first_word_seconds 0.75"))
    }

    @Test("what is done with memories is shown, and nothing where none are kept")
    func memories() async throws {
        var parts = AssistantParts(intents: await IntentStore.open(LayeredFolders([])).store)
        let meters = Meters()
        meters.watch(parts)
        #expect(!Self.lines(meters).contains { $0.hasPrefix("coda_memory_") && !$0.hasPrefix("coda_memory_limit_bytes") })
        var template = Array("/tmp/coda-meters-XXXXXX".utf8CString)
        let folder = try unsafe String(cString: #require(unsafe mkdtemp(&template)))
        let store = try await SQLiteMemoryStore.open(path: folder + "/memory.db")
        parts.memory = PersonalMemory(store: store, embedder: nil)
        meters.watch(parts)
        let now = MemoryTime(milliseconds: 1_700_000_000_000)
        let owner = MemoryOwner(account: "a", person: "p")
        _ = try await store.add([MemoryContent(.fact, "They like tea.", happened: now)], for: owner, at: now)
        _ = await parts.memory?.recall.recall("tea", owner: owner, at: now)
        let lines = Self.lines(meters)
        #expect(lines.contains("coda_memory_changes_total{change=\"added\"} 1"))
        #expect(lines.contains("coda_memory_changes_total{change=\"forgotten\"} 0"))
        #expect(lines.contains("coda_memory_recall_seconds_count{begun=\"asked\"} 1"))
        #expect(lines.contains("coda_memory_recall_seconds_count{begun=\"early\"} 0"))
        #expect(lines.contains("coda_memory_recalls_failed_total 0"))
        #expect(lines.contains("coda_memory_store_failures_total{access=\"write\"} 0"))
        #expect(lines.contains("coda_memory_embedding_waiting 0") && lines.contains("coda_memory_owners_cached 1"))
        #expect(lines.contains("coda_memory_consolidations_total 0") && lines.contains("coda_memory_merged_total 0"))
        #expect(!meters.registry.text.contains("like tea"), "nobody's words")
        await store.close()
        for name in ["memory.db", "memory.db-wal", "memory.db-shm"] { unsafe unlink(folder + "/" + name) }
        unsafe rmdir(folder)
    }

    @Test("nothing is shown of an assistant there is not, nor of a model")
    func absent() async {
        let meters = Meters()
        #expect(!Self.lines(meters).contains { $0.hasPrefix("coda_replies_routed_total") })
        meters.watch(AssistantParts(intents: await IntentStore.open(LayeredFolders([])).store))
        #expect(Self.lines(meters).contains { $0.hasPrefix("coda_replies_routed_total") })
        #expect(!Self.lines(meters).contains { $0.hasPrefix("coda_model_") })
    }
}
