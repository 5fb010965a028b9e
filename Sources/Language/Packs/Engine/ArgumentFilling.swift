internal import Wire

/// A tool's arguments from slots.
struct ArgumentFilling {
    let scope: TemplateScope

    /// What has no value is left out.
    func object(_ arguments: [ToolArgument]) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for argument in arguments { members[argument.name] = value(argument.value) }
        return .object(members)
    }

    private func value(_ value: ArgumentValue) -> JSONValue? {
        switch value {
        case .slot(let path): return scope.value(path)
        case .text(let template): return template.render(written).map { .string($0) }
        case .constant(.bool(let value)): return .bool(value)
        case .constant(.integer(let value)): return .integer(value)
        case .constant(.number(let value)): return .number(value)
        case .constant(.text(let value)): return .string(value)
        case .list(let values):
            let filled = values.compactMap { self.value($0) }
            return filled.isEmpty && !values.isEmpty ? nil : .array(filled)
        case .object(let arguments):
            let filled = object(arguments)
            return filled == .object([:]) && !arguments.isEmpty ? nil : filled
        }
    }

    /// In an argument a text stands as it was said, not turned around for the answer.
    private var written: TemplateScope {
        var scope = scope
        scope.slots = scope.slots.mapValues { slot in
            var slot = slot
            if let text = slot.json.string { slot.spoken = text }
            return slot
        }
        return scope
    }
}
