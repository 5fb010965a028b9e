internal import Audio

extension ResponseDraft {
    private static let largestInput = 400

    init(_ fields: JSONFields) throws(WireError) {
        instructions = try fields.string("instructions")
        speaks = try fields.speaks("output_modalities")
        if let output = try fields.object("audio")?.object("output") {
            voice = try output.voice("voice")
            format = try output.format("format")
        }
        if let list = fields.value["tools"], list != .null { tools = try ToolList(list, path: fields.path("tools")) }
        toolChoice = try fields.toolChoice("tool_choice")
        answerMode = try fields.answerMode("answer_mode")
        maximumTokens = try fields.maximumTokens("max_output_tokens")
        switch try fields.string("conversation") {
        case nil, "auto"?: break
        case "none"?: isInConversation = false
        default: throw fields.refusal("conversation", "use \"auto\" or \"none\".")
        }
        metadata = try fields.metadata("metadata")
        if let items = fields.value["input"], items != .null {
            guard let items = items.array, items.count <= Self.largestInput else {
                throw fields.refusal("input", "expected a list of at most \(Self.largestInput) items.")
            }
            var input: [ItemDraft] = []
            for (index, item) in items.enumerated() { input.append(try ItemDraft(item, path: fields.path("input[\(index)]"))) }
            self.input = input
        }
    }
}

/// What sessions and responses have in common.
extension JSONFields {
    /// Whether replies are spoken; `nil` where the member is absent.
    func speaks(_ key: String) throws(WireError) -> Bool? {
        switch value[key] {
        case nil, .null?: return nil
        case ["audio"]?, ["audio", "text"]?, ["text", "audio"]?: return true
        case ["text"]?: return false
        default: throw refusal(key, "use [\"audio\"] or [\"text\"].")
        }
    }

    /// The name of a voice, as a string or as an object with an `id`.
    func voice(_ key: String) throws(WireError) -> String? {
        if let id = value[key]?["id"]?.string { return id }
        return try string(key)
    }

    /// `rate` counts for audio/pcm: 24000, which is the default, or 16000.
    func format(_ key: String) throws(WireError) -> AudioFormat? {
        guard let fields = try object(key) else { return nil }
        switch try fields.string("type") {
        case "audio/pcmu"?: return .g711(.muLaw)
        case "audio/pcma"?: return .g711(.aLaw)
        case "audio/pcm"?, nil:
            switch try fields.integer("rate", in: 0...Int(Int32.max)) {
            case nil, 24_000?: return .pcm16(.hz24000)
            case 16_000?: return .pcm16(.hz16000)
            default: throw fields.refusal("rate", "use 24000 or 16000.")
            }
        default: throw fields.refusal("type", "use audio/pcm, audio/pcmu or audio/pcma.")
        }
    }

    /// Kept in the protocol's form.
    func toolChoice(_ key: String) throws(WireError) -> JSONValue? {
        switch value[key] {
        case nil, .null?: return nil
        case let choice? where ["auto", "none", "required"].contains(choice): return choice
        case let choice? where choice["type"] == "function" && choice["name"]?.string != nil: return choice
        default: throw refusal(key, "use \"auto\", \"none\", \"required\" or {\"type\": \"function\", \"name\": ...}.")
        }
    }

    func answerMode(_ key: String) throws(WireError) -> String? {
        guard let mode = try string(key) else { return nil }
        guard SessionConfiguration.answerModes.contains(mode) else {
            throw refusal(key, "use one of \(SessionConfiguration.answerModes.joined(separator: ", ")).")
        }
        return mode
    }

    /// `.some(nil)` is without limit.
    func maximumTokens(_ key: String) throws(WireError) -> Int?? {
        if value[key] == "inf" { return .some(nil) }
        guard let limit = try integer(key, in: 1...4_096) else { return nil }
        return .some(limit)
    }

    /// At most 16 short strings.
    func metadata(_ key: String) throws(WireError) -> JSONValue? {
        guard let metadata = value[key], metadata != .null else { return nil }
        guard case .object(let members) = metadata, members.count <= 16,
            members.allSatisfy({ $0.key.count <= 64 && ($0.value.string?.count ?? .max) <= 512 })
        else { throw refusal(key, "expected at most 16 strings of up to 512 characters, with names of up to 64.") }
        return metadata
    }
}
