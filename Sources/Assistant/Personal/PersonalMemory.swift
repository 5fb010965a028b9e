package import Dialogue
package import Inference
package import Language
package import Memory
internal import Resources
internal import Synchronization

/// What the assistant remembers of people: it learns from what they say, in the background, and tells when it is asked.
///
/// Nothing here holds up a turn: what cannot be kept is counted and told to the owner of the server, and the conversation goes on.
package final class PersonalMemory: Sendable {
    /// Something a person said, to be learnt from.
    struct Said: Sendable {
        var text: String
        var owner: MemoryOwner
        var session: String
        var now: CivilTime
        var moment: MemoryTime
        var use: Use
        /// Whether a language model took part in the conversation: it may be asked about it then.
        var isModels = false

        enum Use: Sendable {
            /// What it states of the person is taken in.
            case facts
            /// The words themselves are kept, unless they state facts, which are taken in anyway.
            case episode
        }
    }

    private struct State {
        /// Facts of a person's last statement, for "no, Leeds"; and what was kept last, for "forget that".
        var facts: [MemoryOwner: [StatedFact]] = [:]
        var kept: [MemoryOwner: [Int]] = [:]
        var learned = 0
        var failed = 0
        var begun = 0
        var done = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    package let store: any MemoryStore
    package let recall: MemoryRecall
    private let keeper: MemoryKeeper
    private let embedding: MemoryEmbedding?
    private let modelFacts: ModelFacts?
    private let upkeep: MemoryUpkeep?
    private let failure: FirstFailure
    private let state = Mutex(State())
    private let heard = LastHeard()
    private let queue: AsyncStream<Said>
    private let entrance: AsyncStream<Said>.Continuation

    /// People whose last statement is remembered for a correction.
    private static let mostPeople = 4_096
    /// Statements that wait to be learnt from; beyond that the oldest are not.
    private static let capacity = 512

    /// What else is done with memories than keeping and finding them.
    package struct Options: Sendable {
        /// Draws facts from conversations in the background; `nil` leaves it at what is read on this machine.
        package var model: (any LanguageModel)?
        /// Between two consolidations for one person; zero makes none.
        package var consolidation = Duration.zero

        package init() {}
    }

    /// - Parameters:
    ///   - embedder: `nil` finds by words alone.
    ///   - say: told when the store begins to fail, and what is done in the background.
    package init(
        store: any MemoryStore, embedder: (any SentenceEmbedder)?, options: Options = Options(),
        say: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        failure = FirstFailure(say)
        recall = MemoryRecall(embedder: embedder ?? NoEmbedder(), store: store)
        keeper = MemoryKeeper(store: store)
        embedding = embedder.map { MemoryEmbedding(store: store, embedder: $0) }
        modelFacts = options.model.map { ModelFacts($0, say: say) }
        upkeep =
            options.consolidation > .zero
            ? MemoryUpkeep(store: store, interval: options.consolidation, isQuiet: { [heard] in heard.isLongAgo }, say: say) : nil
        (queue, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.capacity))
    }

    /// What programs of the same machine or account may do with it.
    ///
    /// - Parameter clock: the day that words such as "tomorrow" are counted from.
    package func offer(clock: @escaping @Sendable () -> CivilTime) -> MemoryOffer {
        MemoryOffer(
            store: store, recall: recall,
            learn: { [self] text, owner throws(MemoryError) in
                try await remember(text, of: owner, session: "http", now: clock(), at: .now)
            }, wrote: { [embedding] in embedding?.wake() })
    }

    /// Statements that facts were learnt from, and those that could not be kept.
    package var counts: (learned: Int, failed: Int) { state.withLock { ($0.learned, $0.failed) } }

    /// Learns, embeds and tidies until its task is cancelled.
    package func run() async {
        // All end with this task.
        await withTaskGroup { group in
            group.addTask(priority: .utility) { [self] in
                for await said in queue { await learn(said) }
            }
            if let embedding { group.addTask(priority: .background) { await embedding.run() } }
            if let upkeep { group.addTask(priority: .background) { await upkeep.run() } }
            if modelFacts != nil {
                group.addTask(priority: .background) { [self] in
                    while (try? await Task.sleep(for: ModelFacts.look)) != nil { await drawFacts(at: .now) }
                }
            }
        }
    }

    /// Something was said, in a turn that is over. Returns at once.
    func hear(_ said: Said) {
        heard.note()
        let isTaken = state.withLock { state in
            state.begun += 1
            return entrance.yield(said)
        }
        if case .dropped = isTaken { finished() }
        if case .terminated = isTaken { finished() }
    }

    /// Returns once everything heard so far has been learnt from. For tests and measurements.
    package func settled() async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.done < state.begun { state.waiting.append(continuation) }
                return state.done >= state.begun
            }
            if isDone { continuation.resume() }
        }
    }

    /// Returns once everything that is kept can be found by meaning. For measurements.
    package func embedded() async { await embedding?.settled() }

    // MARK: Learning

    private func learn(_ said: Said) async {
        defer { finished() }
        let before = state.withLock { $0.facts[said.owner] ?? [] }
        let facts = FactReader(now: said.now)?.read(said.text, after: before) ?? []
        let lessons: [MemoryLesson]
        switch said.use {
        case .facts:
            lessons = facts.map { lesson($0, said) }
            if facts.isEmpty {
                if said.isModels { modelFacts?.hear(said) }
            } else {
                remember(facts, of: said.owner)
            }
        case .episode: lessons = facts.isEmpty ? [MemoryLesson(episode(said))] : []
        }
        guard !lessons.isEmpty else { return }
        await keep(lessons, said.owner, said.moment)
    }

    /// Takes something in that the person wants remembered. Throws where it cannot be kept.
    package func remember(
        _ sentence: String, of owner: MemoryOwner, session: String, now: CivilTime, at moment: MemoryTime
    ) async throws(MemoryError) -> [Memory] {
        let said = Said(text: sentence, owner: owner, session: session, now: now, moment: moment, use: .facts)
        let facts = FactReader(now: now)?.read(sentence) ?? []
        var lessons = facts.map { lesson($0, said, importance: 0.8) }
        if lessons.isEmpty {
            var content = MemoryContent(.fact, "They asked me to remember: \(sentence)", happened: moment)
            content.importance = 0.8
            content.source = source(said)
            lessons = [MemoryLesson(content)]
        }
        let learnings = try await keeper.learn(lessons, for: owner, at: moment)
        if !facts.isEmpty { remember(facts, of: owner) }
        let memories = learnings.compactMap(\.memory)
        noted(memories, owner)
        return memories
    }

    /// What was kept of an owner last, and is now taken out of mind.
    func takeLast(of owner: MemoryOwner) -> [Int] { state.withLock { $0.kept.removeValue(forKey: owner) ?? [] } }

    private func keep(_ lessons: [MemoryLesson], _ owner: MemoryOwner, _ moment: MemoryTime) async {
        do {
            noted(try await keeper.learn(lessons, for: owner, at: moment).compactMap(\.memory), owner)
            state.withLock { $0.learned += 1 }
            failure.worked()
        } catch {
            state.withLock { $0.failed += 1 }
            failure.failed("what people say is not remembered just now: \(error.description)")
        }
    }

    private func noted(_ memories: [Memory], _ owner: MemoryOwner) {
        state.withLock { state in
            if state.kept.count >= Self.mostPeople { state.kept = [:] }
            state.kept[owner] = memories.map(\.id)
        }
        embedding?.wake()
    }

    /// Asks the language model about the conversations that have paused by then.
    package func drawFacts(at now: ContinuousClock.Instant) async { await modelFacts?.workOff(at: now) { await keepDrawn($0, $1) } }

    /// What a language model drew from what somebody said.
    private func keepDrawn(_ facts: [StatedFact], _ said: Said) async {
        let lessons = facts.map { lesson($0, said, origin: .model) }
        if !lessons.isEmpty { await keep(lessons, said.owner, said.moment) }
    }

    private func remember(_ facts: [StatedFact], of owner: MemoryOwner) {
        state.withLock { state in
            if state.facts.count >= Self.mostPeople { state.facts = [:] }
            state.facts[owner] = facts
        }
    }

    private func finished() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.done += 1
            guard state.done >= state.begun else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    // MARK: What is kept

    private func lesson(
        _ fact: StatedFact, _ said: Said, importance: Double? = nil, origin: MemorySource.Origin = .said
    ) -> MemoryLesson {
        let isTaste = ["likes", "dislikes", "prefers", "favourite."].contains { fact.attribute.hasPrefix($0) }
        var content = MemoryContent(isTaste ? .preference : .fact, fact.sentence, happened: said.moment)
        content.attribute = fact.attribute
        content.value = fact.value
        content.validFrom = fact.from.map { MemoryTime(day: $0.dayNumber) }
        // The last day belongs to it.
        content.validUntil = fact.until.map { MemoryTime(day: $0.dayNumber + 1) }
        content.confidence = fact.confidence
        content.importance = importance ?? (Self.vital.contains { fact.attribute.hasPrefix($0) } ? 0.9 : 0.5)
        content.source = source(said, origin)
        return MemoryLesson(
            content, isSingle: fact.isSingle, standing: MemoryLesson.Standing(fact.standing), isCorrection: fact.isCorrection)
    }

    private func episode(_ said: Said) -> MemoryContent {
        var content = MemoryContent(.episode, "They said: \(said.text)", happened: said.moment)
        content.importance = 0.3
        content.source = source(said)
        return content
    }

    private func source(_ said: Said, _ origin: MemorySource.Origin = .said) -> MemorySource {
        var source = MemorySource(origin)
        source.session = said.session
        return source
    }

    private static let vital = ["name", "allergy", "health", "medication", "birthday"]
}

extension MemoryLesson.Standing {
    init(_ standing: StatedFact.Standing) {
        self =
            switch standing {
            case .holds: .holds
            case .past: .past
            case .ended: .ended
            case .denied: .denied
            }
    }
}

extension MemoryTime {
    /// The beginning of a day, counted from 1970-01-01.
    init(day: Int) { self.init(milliseconds: day * 86_400_000) }
}

/// Where no sentence model is installed: memories are found by their words.
private struct NoEmbedder: SentenceEmbedder {
    let dimensions = 384

    func embed(_ texts: [String]) async throws(InferenceError) -> [[Float]] { throw .busy }
}
