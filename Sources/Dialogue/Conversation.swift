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
    /// Sound before this belongs to an earlier turn, or was cleared.
    var lastCommitEnd = InputSample.zero

    // Answering.
    var response: LiveResponse?
    /// What the person said that no answer has reached yet; the oldest fall first.
    var unanswered: [String] = []
    /// What the client told the responder beside the instructions; the oldest fall first.
    var systemTexts: [String] = []
    /// An answer was asked for that cannot begin yet.
    var owesAnswer: ResponseOptions?
    var history: [Exchange] = []
    var personName: String?
    var timers: [SetTimer] = []

    // Order and identity.
    var lastItem: ItemID?
    var lastNumber = 0

    static let unansweredCapacity = 20
    static let systemTextCapacity = 20

    package init(settings: ConversationSettings = ConversationSettings()) { self.settings = settings }

    /// Takes one event that happened at `time` and says what must be done.
    ///
    /// Times never run backwards; an earlier one counts as the latest seen.
    package mutating func on(_ event: Event, at time: SessionTime) -> [Effect] {
        guard !isClosed else { return [] }
        var effects: [Effect] = []
        now = max(now, time)
        response?.playout.advance(to: now)
        handle(event, &effects)
        continueAnswering(&effects)
        return effects
    }

    /// Whether time must be told every 20 ms; otherwise once a second will do.
    package var needsTicks: Bool { hearing != .quiet || response != nil || !committed.isEmpty }

    /// Whether a turn is open, so that the sound of its last seconds may still be asked for.
    package var isHearingTurn: Bool { hearing.turn != nil }

    /// Whether nothing is being said or owed by Coda.
    package var isAnswered: Bool { response == nil && owesAnswer == nil && committed.isEmpty }

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
        case .transcript(let turn, let text): transcribed(turn, text, &effects)
        case .recognitionFailed(let turn, let reason): recognitionFailed(turn, reason, &effects)
        case .reply(let id, let event): replied(id, event, &effects)
        case .synthesized(let id, let clause, let samples): synthesized(id, clause, samples)
        case .clauseFinished(let id, let clause): clauseFinished(id, clause)
        case .synthesisFailed(let id, let reason): fail(id, reason, &effects)
        case .commitInput(let request): commitInput(request, &effects)
        case .clearInput: clearInput(&effects)
        case .addText(let text, let role): addText(text, role, &effects)
        case .respond(let options, let request): respond(options, request, &effects)
        case .cancelResponse(let id, let request): cancelResponse(id, request, &effects)
        case .close: close(&effects)
        }
    }

    private mutating func configure(_ settings: ConversationSettings, _ effects: inout [Effect]) {
        let wasManual = self.settings.turnDetection == .manual
        self.settings = settings
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
        endResponse(.cancelled(.clientCancelled), &effects)
        isClosed = true
    }

    // MARK: Identity and order

    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    /// Puts an item at the end of the conversation; gives the one before it.
    mutating func place(_ item: ItemID) -> ItemID? {
        defer { lastItem = item }
        return lastItem
    }
}
