internal import Tools
internal import Wire

/// One way in which language models get arguments wrong.
enum ArgumentMutation: String, CaseIterable {
    case numberAsText
    case truthAsText
    case bareItem
    case choiceInCapitals
    case choiceMisspelt
    case foreignChoice
    case missing
    case wrongType
    case fraction
    case nothing
    case wrapped
    case looseText
    case fenced
    case asText
    case nameMisspelt
    case nameInCamels
    case stranger

    /// Whether only a refusal is right: what was meant cannot be known.
    var mustBeRefused: Bool { [.foreignChoice, .missing, .wrongType, .fraction, .nothing, .stranger].contains(self) }

    /// The call's text with this mistake in it; `nil` where the call has no place for it.
    func text(of call: FunctionCalls.Right, _ numbers: inout SeededNumbers) -> String? {
        guard case .object(let members) = call.arguments, let properties = call.schema["properties"]?.object else { return nil }
        let required = Set((call.schema["required"]?.array ?? []).compactMap(\.string))
        let names = members.keys.sorted().filter { properties[$0] != nil }

        func changed(_ fits: (String, JSONValue) -> JSONValue?) -> String? {
            let places = names.compactMap { name in members[name].flatMap { fits(name, $0) }.map { (name, $0) } }
            guard !places.isEmpty else { return nil }
            let (name, value) = places[numbers.below(places.count)]
            return call.arguments.merging([name: value]).text
        }

        func renamed(_ rename: (String, inout SeededNumbers) -> String?) -> String? {
            let places = names.filter { required.contains($0) }
            guard !places.isEmpty else { return nil }
            let name = places[numbers.below(places.count)]
            guard let other = rename(name, &numbers), other != name, properties[other] == nil else { return nil }
            var changed = members
            changed[other] = changed.removeValue(forKey: name)
            return JSONValue.object(changed).text
        }

        func typeName(_ name: String) -> String { properties[name]?["type"]?.string ?? "" }
        func hasChoices(_ name: String) -> Bool { properties[name]?["enum"] != nil }

        switch self {
        case .numberAsText:
            return changed { name, value in
                ["integer", "float", "number"].contains(typeName(name)) ? value.number.map { _ in JSONValue.string(value.text) } : nil
            }
        case .truthAsText: return changed { _, value in value.bool.map { .string($0 ? "True" : "false") } }
        case .bareItem:
            return changed { _, value in value.array.flatMap { $0.count == 1 && $0[0].string?.contains(",") != true ? $0[0] : nil } }
        case .choiceInCapitals: return changed { name, value in hasChoices(name) ? value.string.map { .string($0.uppercased()) } : nil }
        case .choiceMisspelt:
            var seed = SeededNumbers(numbers.next())
            return changed { name, value in hasChoices(name) ? value.string.flatMap { Self.misspelt($0, &seed) }.map { .string($0) } : nil }
        case .foreignChoice: return changed { name, value in hasChoices(name) && value.string != nil ? "zxqwv" : nil }
        case .missing:
            let places = names.filter { required.contains($0) && properties[$0]?["default"] == nil }
            guard !places.isEmpty else { return nil }
            return call.arguments.without(places[numbers.below(places.count)]).text
        case .wrongType:
            return changed { name, value in
                switch typeName(name) {
                case "integer", "float", "boolean": "soon"
                case "string": ["value": value]
                default: nil
                }
            }
        case .fraction:
            return changed { name, value in typeName(name) == "integer" ? value.integer.map { .number(Double($0) + 0.5) } : nil }
        case .nothing:
            return changed { name, _ in
                required.contains(name) && properties[name]?["default"] == nil ? .null : nil
            }
        case .wrapped:
            return properties["arguments"] == nil
                ? JSONValue.object(["name": .string(call.function), "arguments": call.arguments]).text : nil
        case .looseText: return String(call.arguments.text.dropLast()) + ",}"
        case .fenced: return "```json\n\(call.arguments.text)\n```"
        case .asText: return JSONValue.string(call.arguments.text).text
        case .nameMisspelt: return renamed { Self.misspelt($0, &$1) }
        case .nameInCamels:
            return renamed { name, _ in
                let parts = name.split(separator: "_")
                return parts.count > 1 ? parts[0] + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() : nil
            }
        case .stranger: return call.arguments.merging(["zxqwv_extra": 1]).text
        }
    }

    /// A letter left out, doubled or swapped with the next.
    private static func misspelt(_ word: String, _ numbers: inout SeededNumbers) -> String? {
        var letters = Array(word)
        guard letters.count >= 5 else { return nil }
        let place = 1 + numbers.below(letters.count - 2)
        switch numbers.below(3) {
        case 0: letters.remove(at: place)
        case 1: letters.insert(letters[place], at: place)
        default: letters.swapAt(place, place + 1)
        }
        let changed = String(letters)
        return changed == word ? nil : changed
    }
}

extension JSONValue {
    /// The object without a member.
    func without(_ key: String) -> JSONValue {
        guard case .object(var members) = self else { return self }
        members[key] = nil
        return .object(members)
    }
}
