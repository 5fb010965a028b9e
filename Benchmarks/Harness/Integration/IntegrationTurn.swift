internal import Assistant
internal import Dialogue
internal import Memory
internal import Personality

/// One turn of a person, and whether its reply is right.
struct IntegrationTurn: Sendable {
    enum Pair: String, CaseIterable {
        case voiceMemory = "voice_memory"
        case voicePersonality = "voice_personality"
        case voiceTools = "voice_tools"
        case memoryPersonality = "memory_personality"
        case all
    }

    struct Outcome {
        var milliseconds: Double
        var isRight: Bool
    }

    static let noon = CivilTime(year: 2026, month: 11, day: 20, weekday: 5, hour: 12, minute: 0, second: 0)
    private static let towns = ["Leeds", "York", "Bath", "Oxford", "Derby", "Lincoln", "Durham", "Exeter"]

    let pair: Pair
    let person: Int
    let index: Int

    init(_ pair: Pair, person: Int, index: Int) {
        self.person = person
        self.index = index
        self.pair = pair == .all ? [.voiceMemory, .voicePersonality, .voiceTools, .memoryPersonality][index % 4] : pair
    }

    static func owner(_ person: Int) -> MemoryOwner { MemoryOwner(account: "bench", person: "person\(person)") }
    static func town(_ person: Int) -> String { towns[person % towns.count] }

    /// How the words came.
    enum Arrival {
        /// The transcript grew while they spoke, and stood still before the turn was over.
        case spoken
        /// So, but the turn is over with its last word.
        case hurried
        /// All at once.
        case typed
    }

    private var words: String {
        switch pair {
        case .voiceMemory, .memoryPersonality, .all: "where do I live"
        case .voicePersonality: index.isMultiple(of: 2) ? "shorter please" : "thank you very much"
        case .voiceTools: "what is \(sum.a) plus \(sum.b)"
        }
    }

    private var sum: (a: Int, b: Int) { (17 + index % 900, 5 + person) }

    func run(_ assistant: Assistant, _ arrival: Arrival) async -> Outcome {
        if arrival != .typed { assistant.hears(words, from: caller) }
        if arrival == .spoken { await assistant.parts.memory?.recall.warmed(owner: Self.owner(person)) }
        return switch pair {
        case .voiceMemory: await answered(assistant) { $0.contains(Self.town(person)) }
        case .voicePersonality: await answered(assistant) { !$0.isEmpty }
        case .voiceTools: await answered(assistant) { $0.contains("\(sum.a + sum.b)") }
        case .memoryPersonality, .all: await prepared(assistant)
        }
    }

    private var caller: ReplyCaller {
        var caller = ReplyCaller()
        caller.account = "bench"
        caller.person = "person\(person)"
        caller.session = "bench-\(person)"
        return caller
    }

    private func answered(_ assistant: Assistant, isRight: (String) -> Bool) async -> Outcome {
        var request = ReplyRequest(text: words, now: Self.noon)
        request.caller = caller
        let (events, entrance) = AsyncStream.makeStream(of: ReplyEvent.self)
        let start = ContinuousClock.now
        let job = assistant.reply(to: request) { event in
            entrance.yield(event)
            switch event {
            case .finished, .failed: entrance.finish()
            default: break
            }
        }
        var reply = ""
        for await event in events { if case .text(let piece) = event { reply += piece } }
        let time = (ContinuousClock.now - start) / .milliseconds(1)
        withExtendedLifetime(job) {}
        return Outcome(milliseconds: time, isRight: isRight(reply))
    }

    /// What a language model's prompt needs of both.
    private func prepared(_ assistant: Assistant) async -> Outcome {
        let start = ContinuousClock.now
        guard let memory = assistant.parts.memory, let manners = assistant.parts.manners else {
            return Outcome(milliseconds: 0, isRight: false)
        }
        async let recalled = memory.recall.recall(words, owner: Self.owner(person), at: .now)
        async let personality = manners.personality(of: Self.owner(person))
        let (found, _) = await (recalled, personality.manner)
        let time = (ContinuousClock.now - start) / .milliseconds(1)
        let isRight = found.contains { $0.memory.content.text.contains(Self.town(person)) }
        return Outcome(milliseconds: time, isRight: isRight)
    }
}
