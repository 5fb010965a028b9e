internal import Assistant
internal import Dialogue
internal import Realtime
internal import Tools
internal import Wire

/// The tools that other programs may use.
enum MCPOffer {
    static let identity = MCPIdentity(version: Version.number)

    static func risks(_ level: String) -> Set<ToolRisk> {
        switch level {
        case "read": [.read]
        case "write": [.read, .write, .network]
        case "all": Set(ToolRisk.allCases)
        default: []
        }
    }

    /// The tools of an assistant, under its policy. Nobody is there to be asked aloud: which risks are offered at all is the owner's
    /// choice, and counts as the yes, but not to what the owner named to be asked about.
    static func host(_ services: AssistantServices) -> MCPToolHost {
        let (executor, policy) = (services.executor, services.policy)
        return MCPToolHost {
            executor.registry.definitions.filter { policy.decision($0.name, $0.risk) != .deny }.map(offered)
        } call: { offer, arguments, caller in
            let name = executor.registry.definitions.first { offered($0).name == offer }?.name ?? offer
            let context = ToolContext(
                account: caller.account, session: caller.session, now: .local(),
                idempotencyKey: "\(caller.session)-\(UInt64.random(in: 0 ... .max))")
            var outcome = await executor.call(ToolCall(name, .value(arguments)), context, policy: policy)
            if let question = outcome.confirmation, !policy.asksByName(name) {
                outcome = await executor.call(ToolCall(name, .value(arguments), consent: question.token), context, policy: policy)
            }
            if let output = outcome.output { return .success(output) }
            if outcome.confirmation != nil { return .failure(.denied("The owner of this server wants to be asked about \(name) aloud.")) }
            return .failure(outcome.failure ?? .cancelled)
        }
    }

    /// Some hosts take no points in names.
    private static func offered(_ definition: ToolDefinition) -> ToolDefinition {
        var definition = definition
        definition.name = String(definition.name.map { $0 == "." ? "_" : $0 })
        return definition
    }
}
