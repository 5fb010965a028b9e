internal import Configuration
internal import Dialogue
internal import Memory
internal import Personality
internal import Realtime
internal import Telemetry

/// What the settings say of memory and personality.
enum MemorySettings {
    /// A store that cannot be opened is done without, and no more; `nil` where none is wanted. A database that is away comes later.
    static func open(_ settings: Settings, _ say: @escaping AssistantServices.Say) async throws -> (any MemoryStore)? {
        guard settings.memory.isOn else { return nil }
        do throws(MemoryError) {
            guard settings.memory.database.isEmpty else {
                return try await PostgresMemoryStore.openEventually(url: settings.memory.database, options: options(settings.memory)) {
                    switch $0 {
                    case .away(let why): say(.warning, "memory.away", "nothing is remembered until the database is there: \(why)")
                    case .there: say(.info, "memory.there", "the database is there: what people say is remembered from now on")
                    }
                }
            }
            guard let (store, notice) = try await opened(settings) else { return nil }
            if let notice { say(.warning, "memory.damaged", notice) }
            return store
        } catch {
            say(.warning, "memory.store", "nothing is remembered: \(error.description)")
            return nil
        }
    }

    /// The store alone, for a command about it; closed whatever comes of it.
    static func withStore(_ arguments: Arguments, _ body: (RowMemoryStore) async throws -> Void) async throws {
        let store = try await store(try loadSettings(arguments.value("--config")))
        do { try await body(store) } catch {
            await store.close()
            throw (error as? MemoryError).map { CommandLineError(.input, $0.description) } ?? error
        }
        await store.close()
    }

    private static func store(_ settings: Settings) async throws -> RowMemoryStore {
        do throws(MemoryError) {
            if let (store, notice) = try await opened(settings) {
                if let notice { Terminal.say("coda: \(notice)") }
                return store
            }
        } catch { throw CommandLineError(.input, error.description) }
        throw CommandLineError(.input, "nothing is kept on this machine: tools.data_folder is none, or HOME is not set.")
    }

    /// With what whoever runs Coda should know of it; `nil` where there is no place for one.
    private static func opened(_ settings: Settings) async throws(MemoryError) -> (RowMemoryStore, String?)? {
        let options = try options(settings.memory)
        guard settings.memory.database.isEmpty else {
            return (try await PostgresMemoryStore.open(url: settings.memory.database, options: options), nil)
        }
        guard let folder = StateFolders.data(settings.tools.dataFolder) else { return nil }
        let store = try await SQLiteMemoryStore.open(path: folder + "/memory.db", options: options)
        return (store, store.notice)
    }

    private static func options(_ memory: Settings.Memory) throws(MemoryError) -> MemoryStoreOptions {
        var options = MemoryStoreOptions()
        options.isDurable = memory.isDurable
        options.indexBytes = memory.indexMiB << 20
        guard !memory.keyFile.isEmpty else { return options }
        options.sealing = try MemoryKeyFile.read(memory.keyFile)
        return options
    }

    /// `nil` where Coda is the same to everybody.
    static func persona(_ settings: Settings, _ say: AssistantServices.Say) -> Persona? {
        guard settings.personality.isOn else { return nil }
        let folders = LayeredFolders(
            .characters, home: EngineHome.locate().path,
            user: LayeredFolders.standardUserFolder(.characters, ProcessEnvironment.variables))
        let (personas, mistakes) = folders.characters()
        for mistake in mistakes { say(.warning, "personality.mistake", "\(mistake)") }
        if let found = personas[settings.personality.character]?.persona { return found }
        let name = settings.personality.character
        say(.warning, "personality.unknown", "there is no character \"\(name)\": Coda is itself. See: coda personality characters")
        return Persona()
    }
}

extension Arguments {
    /// Whose memories a command is about.
    static let ownerOptions: [Option] = [
        .value("--account", form: .text("NAME"), summary: "whose account", default: "that of this machine"),
        .value("--person", form: .text("NAME"), summary: "who within it", default: "whoever speaks"),
    ]

    var owner: MemoryOwner { MemoryOwner(account: value("--account") ?? ReplyCaller.localAccount, person: value("--person") ?? "") }
}
