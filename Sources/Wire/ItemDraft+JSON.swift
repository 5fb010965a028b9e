extension ItemDraft {
    /// Bytes of text in one item.
    private static let largestText = 32 << 10

    /// - Parameter path: where the item is in the event, for refusals.
    init(_ item: JSONValue, path: String) throws(WireError) {
        let fields = JSONFields(item, path: path)
        guard case .object = item else { throw fields.refusal(nil, "expected an object.") }
        id = try fields.string("id")
        if let id, id.isEmpty || id.utf8.count > 64 { throw fields.refusal("id", "use 1 to 64 bytes.") }
        switch try fields.required("type") {
        case "message": content = try Self.message(fields)
        case "function_call":
            content = .call(
                callID: try fields.string("call_id") ?? "", name: try fields.required("name"), arguments: try fields.required("arguments"))
        case "function_call_output":
            content = .callOutput(callID: try fields.required("call_id"), output: try fields.required("output"))
        case "item_reference":
            guard id != nil else { throw .missing("\(path).id") }
            content = .reference
        default: throw fields.refusal("type", "use message, function_call or function_call_output.")
        }
        guard textBytes <= Self.largestText else {
            throw fields.refusal(nil, "one item may have \(Self.largestText >> 10) KiB of text.")
        }
    }

    private var textBytes: Int {
        switch content {
        case .message(_, let text), .spoken(let text): text.utf8.count
        case .call(let callID, let name, let arguments): callID.utf8.count + name.utf8.count + arguments.utf8.count
        case .callOutput(let callID, let output): callID.utf8.count + output.utf8.count
        case .sound, .reference: 0
        }
    }

    private static func message(_ fields: JSONFields) throws(WireError) -> Content {
        let role = try fields.required("role")
        guard ["user", "assistant", "system"].contains(role) else { throw fields.refusal("role", "use user, assistant or system.") }
        guard let parts = fields.value["content"]?.array, !parts.isEmpty else { throw .missing(fields.path("content")) }
        var texts: [String] = []
        var isSpoken = false
        for (index, part) in parts.enumerated() {
            let part = JSONFields(part, path: fields.path("content[\(index)]"))
            switch (try part.required("type"), role) {
            case ("input_text", "user"), ("input_text", "system"), ("output_text", "assistant"), ("text", _):
                texts.append(try part.required("text"))
            case ("output_audio", "assistant"):
                isSpoken = true
                texts.append(try part.required("transcript"))
            case ("input_audio", "user"): throw part.refusal("type", "sound must be the only part of its item.")
            case ("input_image", _): throw part.refusal("type", "images are not understood.")
            case (let type, _): throw part.refusal("type", "\(type) does not belong into a message of role \(role).")
            }
        }
        let text = texts.joined(separator: " ")
        return isSpoken ? .spoken(transcript: text) : .message(role: role, text: text)
    }
}
