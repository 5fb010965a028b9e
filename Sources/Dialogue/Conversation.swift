package import Audio

/// The heart of a session: decides, and does nothing itself.
///
/// A pure value: no clock, no thread, no randomness. The same events at the same times give the same effects, bit for bit.
package struct Conversation: Sendable {
    package internal(set) var settings: ConversationSettings
    var now = SessionTime.zero
    var wallTime = CivilTime(year: 1970, month: 1, day: 1, weekday: 4, hour: 0, minute: 0, second: 0)
    var isClosed = false

    // Hearing.
    var hearing = Hearing.quiet
    /// Committed turns whose words are awaited, oldest first.
    var committed: [CommittedTurn] = []
    var heardEnd = InputSample.zero
    var lastHeard = SessionTime.zero
    /// How long this speaker pauses inside turns.
    var habits = PauseHabits()
    /// Where the speech of the last turn ended.
    var lastSpeechEnd: InputSample?
    /// What Coda waits for, unless the session says.
    var expectation = AnswerExpectation.open
    /// Sound before this belongs to an earlier turn, or was cleared.
    var lastCommitEnd = InputSample.zero
    /// Overlaps so far.
    var overlaps = 0
    var echo = EchoPath()

    /// The reply made ready for the open turn.
    var speculation: Speculation?
    package internal(set) var speculations = SpeculationTally()
    var isBusy = false

    // Answering.
    /// Responses under way: at most one in the conversation, and some beside it.
    var responses: [LiveResponse] = []
    /// The last response in the conversation that spoke.
    var lastSpoken: ResponseID?
    /// An answer was asked for that cannot begin yet.
    var owesAnswer: ResponseOptions?
    var personName: String?
    var timers: [SetTimer] = []
    /// What waits to be said once neither side is speaking.
    var announcements: [String] = []
    /// What the responder wants to remember; only it looks inside.
    var memo = ""
    /// How often replies were interrupted lately, 0...1; a reply says a quarter of it.
    var impatience = 0.0
    /// The spoken reply that ended last.
    var lastReply: LastReply?
    /// Since when the person could have spoken but did not; `nil` where that is of no interest.
    var idleSince: SessionTime?
    /// Where the sound heard since then begins.
    var idleStart = InputSample.zero
    /// The client's connection is broken; it may come back.
    var isDetached = false

    // Order and identity.
    var items = ItemStore()
    var lastNumber = 0

    package init(settings: ConversationSettings = ConversationSettings()) { self.settings = settings }

    /// Takes one event that happened at `time` and says what must be done.
    ///
    /// Times never run backwards; an earlier one counts as the latest seen.
    package mutating func on(_ event: Event, at time: SessionTime) -> [Effect] {
        var effects: [Effect] = []
        on(event, at: time, into: &effects)
        return effects
    }

    /// The same, appending what must be done.
    package mutating func on(_ event: Event, at time: SessionTime, into effects: inout [Effect]) {
        guard !isClosed else { return }
        now = max(now, time)
        if !isDetached { for index in responses.indices { responses[index].playout.advance(to: now) } }
        handle(event, &effects)
        raiseIfQuiet(&effects)
        continueAnswering(&effects)
    }

    /// How often the conversation must be told the time; with every event it is told anyway.
    package var pace: Pace {
        if hearing != .quiet || !responses.isEmpty || !committed.isEmpty { return .frames }
        let isWaiting = !timers.isEmpty || !announcements.isEmpty || owesAnswer != nil
        return isWaiting || (settings.idleTimeout != nil && idleSince != nil) ? .seconds : .none
    }

    package enum Pace: Int, Sendable, Comparable {
        /// Nothing happens by itself.
        case none
        case seconds
        /// Every 20 ms.
        case frames

        package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// Whether a turn is open, so that the sound of its last seconds may still be asked for.
    package var isHearingTurn: Bool {
        switch hearing {
        case .speaking, .overlapping: true
        case .quiet, .onset, .ignoring: false
        }
    }

    /// Whether nothing is being said or owed by Coda.
    package var isAnswered: Bool { responses.isEmpty && owesAnswer == nil && committed.isEmpty }

    /// The items, first to last.
    package var itemOrder: [ItemID] { items.entries.map(\.item.id) }

    private mutating func handle(_ event: Event, _ effects: inout [Effect]) {
        switch event {
        case .tick(let wallTime):
            if let wallTime { self.wallTime = wallTime }
            checkStarvation(&effects)
        case .configure(let settings): configure(settings, &effects)
        case .heard(let end): heard(end, &effects)
        case .voice(let probability, let decibels, let end): voice(probability, decibels, end, &effects)
        case .turnScore(let turn, let revision, let completeness): scored(turn, revision, completeness, &effects)
        case .partial(let turn, let text): partial(turn, text, &effects)
        case .peeked(let turn, let tag, let text): peeked(turn, tag, text, &effects)
        case .transcript(let turn, let text): transcribed(turn, text, &effects)
        case .recognitionFailed(let turn, let reason): recognitionFailed(turn, reason, &effects)
        case .announce(let text): announce(text)
        case .load(let isBusy): self.isBusy = isBusy
        case .reply(let id, let event): if !speculated(id, event, &effects) { replied(id, event, &effects) }
        case .levels(let id, let decibels): modifyReply(id) { $0.levels += decibels }
        case .synthesized(let id, let clause, let samples): synthesized(id, clause, samples)
        case .fillerSynthesized(let id, let samples): fillerSynthesized(id, samples)
        case .wordsTimed(let id, let clause, let words): timed(id, clause, words, &effects)
        case .clauseFinished(let id, let clause): clauseFinished(id, clause)
        case .synthesisFailed(let id, let reason):
            if speculation?.response == id { withdrawSpeculation(&effects) } else { fail(id, reason, &effects) }
        case .commitInput(let request): commitInput(request, &effects)
        case .clearInput: clearInput(&effects)
        case .addItem(let content, let role, let placement, let request): addItem(content, role, placement, request, &effects)
        case .addSpokenItem(let samples, let placement, let request): addSpokenItem(samples, placement, request, &effects)
        case .retrieveItem(let id, let request): retrieveItem(id, request, &effects)
        case .played(let id, let milliseconds, let request): played(id, milliseconds, request, &effects)
        case .truncateItem(let id, let milliseconds, let request): truncateItem(id, milliseconds, request, &effects)
        case .deleteItem(let id, let request): deleteItem(id, request, &effects)
        case .respond(let options, let request): respond(options, request, &effects)
        case .cancelResponse(let id, let request): cancelResponse(id, request, &effects)
        case .clearOutput(let request): clearOutput(request, &effects)
        case .detached: isDetached = true
        case .attached(let unheard): attach(unheard: unheard)
        case .close: close(&effects)
        }
    }

    private mutating func configure(_ settings: ConversationSettings, _ effects: inout [Effect]) {
        // Silence that nobody waited for does not count.
        if self.settings.idleTimeout == nil, settings.idleTimeout != nil { idleSince = idleSince.map { max($0, now) } }
        let wasManual = self.settings.turnDetection == .manual
        self.settings = settings
        withdrawSpeculation(&effects)
        if !settings.isInterruptible || !settings.reversesBargeIn { dropOverlap(.withdrawn, &effects) }
        guard wasManual != (settings.turnDetection == .manual) else { return }
        abandonHearing(&effects)
        lastCommitEnd = heardEnd
    }

    private mutating func close(_ effects: inout [Effect]) {
        abandonHearing(&effects)
        for turn in committed { effects.append(.stopListening(turn.id)) }
        committed = []
        owesAnswer = nil
        timers = []
        announcements = []
        for response in responses { endResponse(response.id, .cancelled(.clientCancelled), &effects) }
        isClosed = true
    }

    /// The client is back: time goes on where it stood still for it.
    private mutating func attach(unheard: Int) {
        guard isDetached else { return }
        isDetached = false
        lastHeard = now
        if idleSince != nil { idleSince = now }
        for index in responses.indices {
            responses[index].playout.resume(at: now, unheard: responses[index].format.isInConversation ? unheard : 0)
        }
    }

    // MARK: Identity and order

    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    // MARK: Responses under way

    /// The one in the conversation.
    var response: LiveResponse? { responses.first { $0.format.isInConversation } }

    subscript(id: ResponseID) -> LiveResponse? { responses.first { $0.id == id } }

    /// The words and sound of a response under way, or of one that is only made ready.
    func reply(of id: ResponseID) -> SpokenReply? { speculation?.response == id ? speculation?.reply : self[id]?.reply }

    mutating func modifyReply(_ id: ResponseID, _ body: (inout SpokenReply) -> Void) {
        if speculation?.response == id { speculation?.modifyReply(body) } else { modify(id) { body(&$0.reply) } }
    }

    /// Changes a response under way; `nil` where it is over.
    @discardableResult
    mutating func modify<Result>(_ id: ResponseID, _ body: (inout LiveResponse) -> Result) -> Result? {
        guard let index = responses.firstIndex(where: { $0.id == id }) else { return nil }
        return body(&responses[index])
    }
}
