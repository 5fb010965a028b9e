internal import Dialogue
internal import Wire

/// Chooses a function of the client's and fills its arguments from what was said, by the words that both share.
struct ToolCaller {
    struct Call: Equatable {
        var name: String
        /// A JSON object.
        var arguments: String
    }

    private let utterance: Utterance

    init(_ text: String) { utterance = Utterance(text).withoutFillers }

    /// The call that `request` wants; `nil` where words answer better.
    ///
    /// A call nobody insists on needs a function that shares words with the question, and every argument it requires.
    static func call(for request: ReplyRequest) -> Call? {
        let caller = ToolCaller(request.text)
        switch request.toolChoice {
        case .none: return nil
        case .function(let name):
            return request.tools.first { $0.name == name }.map { Call(name: name, arguments: caller.arguments(of: $0).text) }
        case .required:
            let best = request.tools.max { caller.score($0) < caller.score($1) }
            return best.map { Call(name: $0.name, arguments: caller.arguments(of: $0).text) }
        case .auto:
            let likely = request.tools.map { ($0, caller.score($0)) }.filter { $0.1 >= 2 }.max { $0.1 < $1.1 }
            guard let tool = likely?.0 else { return nil }
            let arguments = caller.arguments(of: tool)
            let required = caller.schema(of: tool)["required"]?.array?.compactMap(\.string) ?? []
            guard required.allSatisfy({ arguments[$0] != nil }) else { return nil }
            return Call(name: tool.name, arguments: arguments.text)
        }
    }

    // MARK: Choosing

    /// Two for each word shared with the function's name, one for each shared with its description.
    private func score(_ tool: Tool) -> Int {
        let said = Set(utterance.words.filter { !Self.emptyWords.contains($0) }.map(Self.stem))
        let name = Set(Self.words(tool.name).map(Self.stem))
        let description = Set(Self.words(tool.description).filter { !Self.emptyWords.contains($0) }.map(Self.stem))
        return said.reduce(0) { $0 + (name.contains($1) ? 2 : description.contains($1) ? 1 : 0) }
    }

    /// Words that say nothing of what a function does.
    private static let emptyWords: Set<String> = [
        "a", "an", "and", "any", "are", "at", "be", "by", "can", "could", "do", "does", "for", "from", "get", "give", "has", "have", "how",
        "i",
        "in", "is", "it", "me", "my", "now", "of", "on", "or", "please", "set", "some", "tell", "that", "the", "this", "to", "use", "user",
        "what", "when", "where", "which", "who", "will", "with", "would", "you", "your",
    ]

    private static func words(_ text: String) -> [String] {
        var words: [String] = [""]
        for character in text {
            // getWeather, get_weather and get-weather are three ways to write the same.
            if character.isUppercase { words.append("") }
            if character.isLetter || character.isNumber { words[words.count - 1] += character.lowercased() } else { words.append("") }
        }
        return words.filter { !$0.isEmpty }
    }

    private static func stem(_ word: String) -> String {
        for ending in ["ing", "ed", "es", "s"] where word.hasSuffix(ending) && word.count > ending.count + 2 {
            return String(word.dropLast(ending.count))
        }
        return word
    }

    // MARK: Arguments

    private func schema(of tool: Tool) -> JSONValue { (try? JSONValue.parse(Array(tool.parameters.utf8))) ?? .null }

    private func arguments(of tool: Tool) -> JSONValue {
        guard case .object(let properties)? = schema(of: tool)["properties"] else { return [:] }
        let used = Set(Self.words(tool.name).map(Self.stem))
        var values: [String: JSONValue?] = [:]
        for name in properties.keys.sorted() {
            guard let property = properties[name] else { continue }
            values[name] = value(of: property, named: name, isOnly: properties.count == 1, used: used)
        }
        return ([:] as JSONValue).merging(values)
    }

    private func value(of property: JSONValue, named name: String, isOnly: Bool, used: Set<String>) -> JSONValue? {
        if let choices = property["enum"]?.array {
            return choices.first { choice in
                let wanted = Self.words(choice.string ?? "")
                return !wanted.isEmpty && utterance.words.indices.contains { utterance.words[$0...].starts(with: wanted) }
            }
        }
        switch property["type"]?.string {
        case "integer": return number().flatMap { Int(exactly: $0) }.map { .integer($0) }
        case "number": return number().map { .number($0) }
        case "boolean":
            guard Self.words(name).contains(where: utterance.words.contains) else { return nil }
            return .bool(!utterance.words.contains { ["not", "no", "off", "without"].contains($0) })
        case "string", nil: return text(isOnly: isOnly, used: used).map { .string($0) }
        default: return nil
        }
    }

    private func number() -> Double? {
        for start in utterance.words.indices {
            if let reading = NumberParser.read(utterance.words[start...]) { return reading.value.double }
        }
        return nil
    }

    /// What follows a preposition, as in "weather in Rome"; for an only argument also what is left beside the function's own words.
    private func text(isOnly: Bool, used: Set<String>) -> String? {
        let prepositions: Set<String> = ["in", "at", "for", "to", "from", "of", "about", "named", "called", "with"]
        let fillers: Set<String> = ["please", "now", "today", "the", "a", "an"]
        if let last = utterance.words.lastIndex(where: prepositions.contains) {
            let kept = utterance.words.indices.suffix(from: last + 1).filter { !fillers.contains(utterance.words[$0]) }
            if !kept.isEmpty { return kept.map { utterance.originals[$0] }.joined(separator: " ") }
        }
        guard isOnly else { return nil }
        let kept = utterance.words.indices.filter {
            !Self.emptyWords.contains(utterance.words[$0]) && !used.contains(Self.stem(utterance.words[$0]))
        }
        return kept.isEmpty ? nil : kept.map { utterance.originals[$0] }.joined(separator: " ")
    }
}
