internal import Assistant
internal import Configuration
internal import Dialogue
internal import Inference
internal import Language
internal import Memory
internal import Network
internal import Resources
internal import Synchronization
internal import Telemetry
internal import Tools

/// What a command's assistant works with, made from the settings: tools and their stores, servers of tools, a language model.
final class AssistantServices: Sendable {
    let executor: ToolExecutor
    let desk: Desk?
    let model: (any LanguageModel)?
    private let settings: Settings
    let policy: ToolPolicy
    private let agents: MCPServers?
    /// `nil` where nothing is remembered.
    let memories: (any MemoryStore)?
    private let say: Say
    private let learning = Mutex<Task<Void, Never>?>(nil)
    private let watching = Mutex<Task<Void, Never>?>(nil)
    /// How long a command waits for servers of tools.
    private static let agentsPatience = Duration.seconds(20)

    /// What is said on the way: a level, a line.
    typealias Say = @Sendable (LogLevel, StaticString, String) -> Void

    static func open(_ settings: Settings, say: @escaping Say) async throws -> AssistantServices {
        let client = HTTPClient()
        let registry = ToolRegistry()
        var builtIn = BuiltInTools.all(
            folders: try ToolSettings.grants(settings.tools.folders), sandbox: settings.tools.runsCode ? CodeSandbox() : nil)
        do throws(ToolFailure) {
            builtIn += try WebTools.all(
                client: client, searchURL: settings.tools.searchURL, pageHosts: settings.tools.pageHosts,
                allowedHosts: settings.tools.allowedHosts, webhooks: settings.tools.webhooks)
        } catch {
            throw CommandLineError(.input, error.text)
        }
        let desk = try await openDesk(settings, say)
        if let desk { builtIn += desk.tools }
        builtIn += [MoneyCalculateTool(), MoneyConvertTool(ratesFile: settings.tools.ratesFile)]
        for refusal in registry.replace(source: ToolRegistry.builtIn, with: builtIn) {
            say(.warning, "tools.refused", "the tool \(refusal.name) is not used: \(refusal.reason)")
        }
        let audit = settings.tools.auditFile
        let executor = ToolExecutor(registry, audit: audit.isEmpty ? nil : ToolAuditFile(path: audit))
        let services = AssistantServices(
            settings, try ToolSettings.policy(settings.tools), executor, desk, try await MemorySettings.open(settings, say),
            CompletionModel(settings.model, environment: ProcessEnvironment.variables), try agents(settings, registry, client, say),
            say)
        services.agents?.start()
        return services
    }

    private init(
        _ settings: Settings, _ policy: ToolPolicy, _ executor: ToolExecutor, _ desk: Desk?, _ memories: (any MemoryStore)?,
        _ model: (any LanguageModel)?,
        _ agents: MCPServers?, _ say: @escaping Say
    ) {
        self.settings = settings
        self.policy = policy
        self.executor = executor
        self.desk = desk
        self.memories = memories
        self.model = model
        self.agents = agents
        self.say = say
    }

    private static func agents(_ settings: Settings, _ registry: ToolRegistry, _ http: HTTPClient, _ say: @escaping Say) throws
        -> MCPServers?
    {
        let entries = try MCPSettings.entries(settings)
        guard !entries.isEmpty else { return nil }
        return MCPServers(entries, identity: MCPOffer.identity, http: http, approvals: try MCPSettings.approvals(settings)) { report in
            say(report.isWarning ? .warning : .info, "mcp", report.description)
        } changed: { server, tools in
            for refusal in registry.replace(source: server, with: tools) {
                say(.warning, "tools.refused", "the tool \(refusal.name) of \(server) is not used: \(refusal.reason)")
            }
        }
    }

    /// A store that cannot be opened takes its tools away, and no more.
    private static func openDesk(_ settings: Settings, _ say: Say) async throws -> Desk? {
        guard let folder = StateFolders.data(settings.tools.dataFolder) else { return nil }
        do {
            return try await Desk.open(path: folder + "/desk.db")
        } catch {
            say(.warning, "tools.store", "reminders, lists, notes and goals are off: \(error)")
            return nil
        }
    }

    /// Wakes the language model, reads the character, whose mistakes it says, and makes what an assistant is loaded with. Call it once, for
    /// whoever is about to answer somebody.
    func prepareAssistant() -> AssistantOptions {
        var options = AssistantOptions()
        let variables = ProcessEnvironment.variables
        options.intentFolder =
            settings.intents.folder.isEmpty ? LayeredFolders.standardUserFolder(.intents, variables) : settings.intents.folder
        options.comparesMeaning = settings.intents.comparesMeaning
        options.learntFolder = StateFolders.cache
        options.onGuessFailure = { [say] error in
            say(.warning, "intents.meaning", "what is like the intents' examples is told by words alone: \(error)")
        }
        options.understanding.contextTimeout = .seconds(settings.intents.contextSeconds)
        options.understanding.maxHistory = settings.intents.maximumHistory
        model?.warmUp()
        options.model = model
        options.executor = executor
        options.memories = memories
        options.memory.model = settings.memory.asksModel ? model : nil
        options.memory.consolidation = .seconds(settings.memory.consolidationHours * 3_600)
        options.persona = MemorySettings.persona(settings, say)
        options.say = { [say] line in say(.warning, "memory", line) }
        options.cache.policy = ResponseCache.Policy(rawValue: settings.reply.cache) ?? .exact
        options.cache.entries = settings.reply.cacheEntries
        options.cache.bytes = settings.reply.cacheKiB << 10
        options.cache.lifetime = .seconds(settings.reply.cacheSeconds)
        options.settings.mode = AnswerMode(rawValue: settings.reply.mode) ?? .adaptive
        options.settings.policy = policy
        return options
    }

    /// Opens them for `body`, and closes them whatever comes of it.
    static func with(_ settings: Settings, _ body: (AssistantServices) async throws -> Void) async throws {
        let services = try await open(settings) { _, _, line in Terminal.say(line) }
        do { try await body(services) } catch {
            await services.close()
            throw error
        }
        await services.close()
    }

    /// Waits until the servers of tools are connected, for a while, and says which are still silent; those that failed were told of already.
    func awaitAgents() async {
        for name in await agents?.settle(within: Self.agentsPatience) ?? [] {
            say(
                .warning, "mcp",
                "MCP server \(name) does not answer within \(Self.agentsPatience.components.seconds) s: its tools are left out")
        }
    }

    /// Adds the memory to the tools, for a command without an assistant; `nil` where nothing is remembered.
    func offerMemory(_ embedder: (any SentenceEmbedder)? = nil) -> PersonalMemory? {
        guard let memories else { return nil }
        let memory = PersonalMemory(store: memories, embedder: embedder) { [say] line in say(.warning, "memory", line) }
        for refusal in executor.registry.replace(source: "memory", with: MemoryTools.all(memory)) {
            say(.warning, "tools.refused", "the tool \(refusal.name) is not used: \(refusal.reason)")
        }
        return memory
    }

    /// What falls due, for the sessions that say it; `nil` where nothing is kept.
    ///
    /// - Parameter say: told when the store fails.
    func startNotices(_ say: @escaping @Sendable (String) -> Void) -> DeskNotices? {
        guard let desk else { return nil }
        let notices = DeskNotices(desk, say)
        watching.withLock { $0 = Task { await notices.watch() } }
        return notices
    }

    /// What people say is learnt from, until the end.
    func startLearning(_ assistant: Assistant?) {
        guard let assistant else { return }
        learning.withLock { $0 = Task { await assistant.learn() } }
    }

    /// Lets go of servers and stores; what was acknowledged is kept.
    func close() async {
        watching.withLock { $0?.cancel() }
        learning.withLock { $0?.cancel() }
        await agents?.stop()
        await desk?.close()
        await memories?.close()
    }
}
