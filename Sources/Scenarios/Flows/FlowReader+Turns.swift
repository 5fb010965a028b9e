internal import Configuration
internal import Language
internal import Wire

/// Turns and what they expect.
extension FlowReader {
    private static let inputs = ["user", "say", "wait", "voice", "awaits"]
    private static let checks = [
        "contains", "any", "lacks", "empty", "asks", "intent", "way", "calls", "client_calls", "prompt", "prompt_lacks",
    ]

    mutating func turn(_ node: YAMLNode) -> Flow.Turn? {
        guard let entries = mapping(node, "a turn") else { return nil }
        var input: Flow.Input?
        var checks: [Flow.Check] = []
        var awaits: String?
        for entry in entries {
            switch entry.key {
            case "user": input = text(entry.value, entry.key).map { .typed($0) }
            case "say":
                let voice = entries.first { $0.key == "voice" }.flatMap { text($0.value, "voice") } ?? "rms"
                input = text(entry.value, entry.key).map { .spoken($0, voice: voice) }
            case "voice": break
            case "awaits": awaits = text(entry.value, entry.key)
            case "wait": input = duration(entry.value, entry.key).map { .wait($0) }
            default:
                if let kind = check(entry) { checks.append(Flow.Check(place: entry.place, kind: kind)) }
            }
        }
        guard let input else {
            note("a turn begins with user:, say: or wait:", node.place)
            return nil
        }
        return Flow.Turn(place: node.place, input: input, checks: checks, awaits: awaits)
    }

    private mutating func check(_ entry: YAMLEntry) -> Flow.Check.Kind? {
        switch entry.key {
        case "contains": return .contains(texts(entry.value, entry.key))
        case "any": return .any(texts(entry.value, entry.key))
        case "lacks": return .lacks(texts(entry.value, entry.key))
        case "empty": return flag(entry.value, entry.key).map { .empty($0) }
        case "asks": return flag(entry.value, entry.key).map { .asks($0) }
        case "intent": return text(entry.value, entry.key).map { .intent($0) }
        case "way": return choice(entry.value, entry.key, ["direct", "llm", "hybrid"]).map { .way($0) }
        case "calls": return .calls((sequence(entry.value, entry.key) ?? []).compactMap { call($0) })
        case "client_calls": return .clientCalls((sequence(entry.value, entry.key) ?? []).compactMap { call($0) })
        case "prompt": return .promptContains(texts(entry.value, entry.key))
        case "prompt_lacks": return .promptLacks(texts(entry.value, entry.key))
        default:
            unknown(entry, among: Self.inputs + Self.checks, "a turn")
            return nil
        }
    }

    /// A name, or a name with arguments.
    private mutating func call(_ node: YAMLNode) -> Flow.Call? {
        if case .scalar = node.content { return text(node, "a call").map { Flow.Call(name: $0, arguments: [:]) } }
        var call = Flow.Call(name: "", arguments: [:])
        for entry in mapping(node, "a call") ?? [] {
            switch entry.key {
            case "name": call.name = text(entry.value, entry.key) ?? ""
            case "arguments":
                for argument in mapping(entry.value, entry.key) ?? [] { call.arguments[argument.key] = argument.value.json }
            case "output": call.output = text(entry.value, entry.key)
            default: unknown(entry, among: ["name", "arguments", "output"], "a call")
            }
        }
        return call.name.isEmpty ? nil : call
    }
}
