internal import Wire

/// Asks a language model for the facts of a conversation, and reads its answer with suspicion.
package enum FactPrompt {
    /// Of one answer.
    private static let mostFacts = 24

    /// - Parameter turns: what the person said, the newest last.
    package static func prompt(_ turns: [String]) -> ModelPrompt {
        let system = """
            You extract lasting facts about a person from what they said. Answer with one JSON object and nothing else:
            {"facts":[{"attribute":"home.city","value":"Leeds","sentence":"They live in Leeds.","standing":"holds","from":null,"until":null,\
            "confidence":0.9}]}
            Rules. Only what the person states of themselves or of their family, friends, pets and work. No questions, wishes, conditions, \
            orders, quotations, small talk or guesses. "value" is in the person's own words. "sentence" is in the third person, begins with \
            They or Their and can be read on its own. "standing" is holds, past, ended or denied. "from" and "until" are days as YYYY-MM-DD \
            or null. "confidence" is 0 to 1. Attributes: \(FactAttribute.names.joined(separator: ", ")). Use an empty list where there is none.
            """
        let said = turns.map { "- " + $0 }.joined(separator: "\n")
        var prompt = ModelPrompt(messages: [.system(system), .user("What the person said:\n" + said)])
        prompt.temperature = 0
        prompt.maximumTokens = 800
        prompt.choice = .none
        return prompt
    }

    /// The facts of an answer; those that are not as they were asked for, or whose value nobody said, are left out. `nil` where it is no
    /// such answer at all.
    ///
    /// - Parameter turns: what was asked about.
    package static func read(_ answer: String, about turns: [String]) -> [StatedFact]? {
        guard let start = answer.firstIndex(of: "{"), let end = answer.lastIndex(of: "}"), start < end,
            let object = try? JSONValue.parse(Array(answer[start...end].utf8)), let items = object["facts"]?.array
        else { return nil }
        let said = Set(turns.flatMap { Utterance($0).words })
        var facts: [StatedFact] = []
        for item in items.prefix(mostFacts) {
            guard let fact = fact(item, said), !facts.contains(where: { $0.attribute == fact.attribute && $0.value == fact.value }) else {
                continue
            }
            facts.append(fact)
        }
        return facts
    }

    private static func fact(_ item: JSONValue, _ said: Set<String>) -> StatedFact? {
        guard let attribute = item["attribute"]?.string, FactAttribute.isPlausible(attribute), let value = item["value"]?.string,
            (1...120).contains(value.utf8.count), let sentence = item["sentence"]?.string, (6...240).contains(sentence.utf8.count),
            sentence.hasPrefix("They ") || sentence.hasPrefix("Their "), !sentence.contains("\n")
        else { return nil }
        // A value that nobody said was made up; numbers may have been words.
        let words = Utterance(value).words.filter { !["a", "an", "the", "of", "and", "their"].contains($0) && Int($0) == nil }
        guard words.allSatisfy({ word in said.contains(word) || said.contains(word + "s") || said.contains(String(word.dropLast())) })
        else {
            return nil
        }
        var fact = StatedFact(attribute: attribute, value: value, sentence: sentence)
        switch item["standing"]?.string {
        case nil, "holds": fact.standing = .holds
        case "past": fact.standing = .past
        case "ended": fact.standing = .ended
        case "denied": fact.standing = .denied
        default: return nil
        }
        fact.from = item["from"]?.string.flatMap(day)
        fact.until = item["until"]?.string.flatMap(day)
        if let from = fact.from, let until = fact.until, until < from { return nil }
        // A model is never as sure as the person's own words are.
        let confidence = item["confidence"]?.number ?? 0.7
        guard (0...1).contains(confidence) else { return nil }
        fact.confidence = min(0.85, confidence)
        return confidence < 0.4 ? nil : fact
    }

    private static func day(_ text: String) -> CalendarDate? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? CalendarDate(year: parts[0], month: parts[1], day: parts[2]) : nil
    }
}
