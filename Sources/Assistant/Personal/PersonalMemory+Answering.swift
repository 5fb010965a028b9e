internal import Dialogue
internal import Language
internal import Memory

/// What the memory says when somebody asks it, in sentences to be spoken.
extension PersonalMemory {
    /// Sentences told at once: more are not listened to.
    private static let mostTold = 6
    /// The least scalar product at which what shares no word with the matter is told.
    private static let leastTold: Float = 0.35

    /// The answer that stored facts give, and how many it had to go by; `nil` where it is no such question, or there is none.
    func answer(to text: String, of owner: MemoryOwner, at moment: MemoryTime) async -> (text: String, count: Int)? {
        guard let question = FactQuestion.read(text) else { return nil }
        let found = await recall.facts(of: question.attributes, owner: owner, at: moment, limit: 24)
        let known = found.compactMap { recalled -> FactQuestion.Known? in
            let content = recalled.memory.content
            guard let attribute = content.attribute, recalled.memory.holds(at: moment) else { return nil }
            return FactQuestion.Known(attribute: attribute, value: content.value ?? "", sentence: content.text)
        }
        let count = known.count { question.wants($0.attribute) }
        guard count > 0 else { return nil }
        // What was begun while they spoke is not needed.
        recall.cool(owner: owner)
        return (question.answer(from: known), count)
    }

    /// Everything of note that is known of a person.
    func about(_ owner: MemoryOwner, at moment: MemoryTime) async throws(MemoryError) -> String {
        var filter = MemoryFilter()
        filter.kinds = [.fact, .preference, .summary]
        let all = try await store.list(filter, of: owner, limit: 200, before: nil).filter { $0.holds(at: moment) }
        guard !all.isEmpty else { return "I do not know anything about you yet." }
        // The weightiest first; of equals what was said first.
        let told = all.sorted { ($0.content.importance, $1.id) > ($1.content.importance, $0.id) }.prefix(Self.mostTold)
        let rest = all.count - told.count
        let more = rest > 0 ? " And \(rest) more \(rest == 1 ? "thing" : "things")." : ""
        return told.map { Self.told($0) }.joined(separator: " ") + more
    }

    /// What is known of a matter, in a sentence or some.
    ///
    /// - Parameter found: what was recalled for it.
    func about(_ matter: String, among found: [RecalledMemory], of owner: MemoryOwner, at moment: MemoryTime) async -> String {
        if let answer = await answer(to: matter, of: owner, at: moment) { return answer.text }
        let telling = found.filter { $0.reason.words != nil || ($0.reason.meaning ?? 0) >= Self.leastTold }.prefix(3)
        return telling.isEmpty ? "I do not remember anything about that." : telling.map { Self.told($0.memory) }.joined(separator: " ")
    }

    /// Takes out what was kept last, or what fits best; nothing where nothing fits.
    ///
    /// - Returns: what is gone.
    func forget(_ matter: String?, of owner: MemoryOwner, at moment: MemoryTime) async throws(MemoryError) -> [Memory] {
        let gone: [Memory]
        if let matter {
            var settings = RecallSettings()
            settings.limit = 1
            settings.leastMeaning = 0.5
            settings.attributes = (FactQuestion.read(matter) ?? FactQuestion.read("what is \(matter)"))?.attributes ?? []
            gone = try await recall.search(matter, owner: owner, at: moment, settings: settings).map(\.memory)
        } else {
            gone = try await store.memories(takeLast(of: owner), of: owner)
        }
        let ids = gone.map(\.id)
        try await store.forget(ids + store.history(of: ids, owner), of: owner)
        return gone
    }

    /// In the second person, as the person hears it.
    static func told(_ memory: Memory) -> String {
        let text = memory.content.text
        for (beginning, spoken) in [("They asked me to remember: ", "You asked me to remember: "), ("They said: ", "You said: ")]
        where text.hasPrefix(beginning) {
            let rest = text.dropFirst(beginning.count)
            return spoken + rest + (rest.last.map { ".!?".contains($0) } == true ? "" : ".")
        }
        return FactQuestion.secondPerson(text)
    }
}
