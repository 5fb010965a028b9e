internal import Dialogue
internal import Language
internal import Tools
internal import Wire

/// The functions a model is told of in one reply: the client's, and the server's that fit.
struct FunctionList {
    /// In alphabetical order, so that the prompt begins alike each time.
    let functions: [ModelPrompt.Function]
    private let clients: Set<String>
    /// The server's names, by those a model knows.
    private let servers: [String: String]

    /// - Parameters:
    ///   - client: functions the client declared; they go before the server's of the same name.
    ///   - server: tools of the server's that the model is told of.
    ///   - others: tools it may know from earlier turns; a call of one of these is looked at, not guessed at.
    init(client: [Tool], server: [ToolDefinition], others: [ToolDefinition] = []) {
        let own = client.map { ModelPrompt.Function(name: $0.name, summary: $0.description, parameters: $0.parameters) }
        clients = Set(client.map(\.name))
        var servers: [String: String] = [:]
        var offered: [ModelPrompt.Function] = []
        for definition in server {
            let name = Self.modelName(definition.name)
            guard !clients.contains(name), servers[name] == nil else { continue }
            servers[name] = definition.name
            offered.append(ModelPrompt.Function(name: name, summary: definition.summary, parameters: definition.parameters.text))
        }
        for definition in others where servers[Self.modelName(definition.name)] == nil {
            servers[Self.modelName(definition.name)] = definition.name
        }
        self.servers = servers
        functions = own.sorted { $0.name < $1.name } + offered.sorted { $0.name < $1.name }
    }

    func isClients(_ name: String) -> Bool { clients.contains(name) }

    /// The server's name of what a model calls; its own word where there is none, so that the mistake can be named.
    func toolName(of name: String) -> String { servers[name] ?? name }

    func modelName(of name: String) -> String { clients.contains(name) ? name : Self.modelName(name) }

    /// Most interfaces take letters, digits, `_` and `-` alone.
    private static func modelName(_ name: String) -> String { String(name.map { $0 == "." ? "_" : $0 }) }
}
