package import Audio
package import Dialogue
internal import Language
package import Recording
internal import Resources
internal import Speech
internal import Synchronization
internal import Telemetry
package import Wire

/// Drives one conversation: turns what arrives into events, and performs the effects.
///
/// Everything arrives through one ordered mailbox and is handled by one task, so nothing here is ever shared.
package actor RealtimeSession {
    nonisolated let mailbox: Mailbox<SessionMessage>
    /// A tick already waits in the mailbox, so another one would say nothing new.
    nonisolated let hasTick = Atomic(false)
    /// A `Conversation.Pace`.
    nonisolated let pace = Atomic(Conversation.Pace.none.rawValue)
    /// Whether somebody already looks for what is due.
    nonisolated let hasLook = Atomic(false)
    /// Whether sound was heard since somebody asked.
    nonisolated let hasHeard = Atomic(false)

    nonisolated let id: String
    var names: SessionNames
    /// Whose session it is; `local` without a key.
    package nonisolated let account: String
    let engines: Engines
    let options: SessionOptions
    let defaults: SessionDefaults
    let output: any SessionOutput
    let speaker = SpeakerAdaptation()
    nonisolated let trace: SpanContext

    var conversation: Conversation
    /// Room for the next effects, so that no event allocates it anew.
    private var spareEffects: [Effect] = []
    var configuration: SessionConfiguration
    var events = 0

    // Input.
    var input: SessionInput
    lazy var voiceActivity = engines.voiceActivity.makeStream()
    var utterances: [TurnID: any Speech.Utterance] = [:]
    /// Looks at their words that are not answered yet.
    var peeks: [TurnID: PendingPeek] = [:]
    /// Whether the last look at an utterance's words was late.
    var isRecognizerLate = false
    /// What the conversation was last told of the machine's load.
    var isBusy = false
    /// What the session gets now.
    var service = ServiceState.Standing()
    /// The turn whose recogniser still gets sound.
    var listening: TurnID?
    /// The turn that was listened to last.
    var lastTurn: SpanContext

    /// Sound that came with an item, while that is being added.
    var attachment: [Int16] = []
    /// Sound that came with items and waits to be recognised: one at a time, so that one client does not take every recogniser.
    var waitingAttachments: [(turn: TurnID, samples: [Int16])] = []
    /// The one being recognised.
    var attachedTurn: TurnID?
    /// The client was told that the turn model fails.
    var hasToldTurnModelFailure = false

    // Output.
    var voices: [ResponseID: SessionVoice] = [:]
    var thinking: [ResponseID: any ReplyJob] = [:]
    var speaking: [ResponseID: any SynthesisJob] = [:]
    var fillers: [ResponseID: SessionFiller] = [:]

    // Telling.
    /// The client's name for the item being added.
    var nextItemName: String?
    var clock = TurnClock()
    /// Responses under way.
    var tellings: [ResponseID: ResponseTelling] = [:]
    /// What of the conversation's speculation the meters know.
    var countedSpeculations = SpeculationTally()

    /// Answers the stages still owe; 0 means nothing happens until something arrives.
    package var outstanding = 0
    private let timekeeper: SessionTimekeeper
    /// `nil` where the session is not recorded.
    let recorder: (any StepRecorder)?
    private(set) var time = SessionTime.zero
    private var lastSecond = -1
    /// The server is stopping: nothing new begins.
    private(set) var isDraining = false
    private(set) var hasEnded = false
    /// Since when the session is without a connection.
    var detachedAt: SessionTime?

    /// - Parameters:
    ///   - configuration: the settings to begin with; those of `defaults`, with `model`, where there are none.
    ///   - record: makes what takes the session's steps, given what its conversation is set to at first.
    package init(
        id: String, account: String = ReplyCaller.localAccount, engines: Engines, model: String = "coda",
        configuration: SessionConfiguration? = nil,
        options: SessionOptions = SessionOptions(), defaults: SessionDefaults = SessionDefaults(), clock: SessionTimekeeper = .realTime,
        record: (ConversationSettings) -> (any StepRecorder)? = { _ in nil }, output: any SessionOutput
    ) {
        self.id = id
        names = SessionNames(id)
        self.account = account
        self.engines = engines
        trace = engines.tracer.session()
        lastTurn = trace
        self.options = options
        self.defaults = defaults
        self.output = output
        timekeeper = clock.started()
        mailbox = Mailbox(capacity: defaults.inputBufferBytes)
        let configuration = configuration ?? defaults.configuration(model: model, voices: engines.synthesizer.voices)
        self.configuration = configuration
        let settings = ConversationSettings(configuration, over: defaults.conversation)
        conversation = Conversation(settings: settings)
        recorder = record(settings)
        input = SessionInput(format: configuration.inputFormat)
        _ = input.use(configuration.microphone)
    }

    /// One that never ran is no recording without an end.
    deinit { recorder?.end() }

    /// Serves the session until it ends.
    package func run() async {
        start()
        var batch: [SessionMessage] = []
        var sinceYield = 0
        while !hasEnded, let weight = await mailbox.next(into: &batch, limit: Self.batchWeight) {
            await handle(batch)
            if batch.capacity > Self.keptBatch { batch = [] } else { batch.removeAll(keepingCapacity: true) }
            sinceYield += weight
            guard sinceYield >= Self.batchWeight else { continue }
            // A client that sends without pause must not keep the thread from other sessions.
            sinceYield = 0
            if mailbox.hasMessage { await Task.yield() }
        }
    }

    /// Bytes handled before others may use the thread: some hundred microseconds of sound or of small events.
    private static let batchWeight = 6 << 10
    /// Messages whose place is kept while the session is idle.
    private static let keptBatch = 8

    package func start() {
        apply(.configure(adapted(conversation.settings)))
        apply(.tick(wallTime()))
        tell(.sessionCreated(configuration.object(id: names.session)))
        if let token = options.resumeToken {
            let limit = Int(options.resumeLimit.components.seconds)
            tell(ServerEvent("coda.session.resumable", ["token": .string(token), "seconds": .integer(limit)]))
        }
        adoptService()
    }

    /// Handles what the stages owe, and everything else that is there, until nothing is under way but replies that wait for their turn's end.
    package func settle() async {
        while !hasEnded {
            if let message = mailbox.poll() {
                await handle(message)
            } else if outstanding > thinking.values.count(where: \.isWaiting), let message = await mailbox.next() {
                await handle(message)
            } else {
                return
            }
        }
    }

    /// Handles what is there, and waits for nothing.
    package func handleArrived() async {
        while !hasEnded, let message = mailbox.poll() { await handle(message) }
    }

    /// Lets `time` pass on the session's own clock.
    package func advance(to time: SessionTime) async { await handle(.tick(time)) }

    /// Small on purpose: what an asynchronous function keeps, its task keeps for as long as the session lives.
    func handle(_ message: SessionMessage) async {
        switch message {
        case .text(let bytes):
            tellTime()
            await receive(ClientMessage(parsing: bytes))
        case .binary(let bytes):
            tellTime()
            await hear(bytes)
        default: take(message)
        }
        finishWhereDone()
    }

    /// What is handled at once.
    @inline(never)
    private func take(_ message: SessionMessage) {
        passTime()
        switch message {
        // Those take time, and a suspension.
        case .text, .binary: break
        case .tick(let own):
            hasTick.store(false, ordering: .relaxed)
            if let own { time = max(time, own) }
            dropOverdue()
            apply(.tick(wallTime()))
        case .scored(let turn, let revision, let score): scored(turn, revision, score)
        case .recognized(let turn, let event): recognized(turn, event)
        case .replied(let id, let event): replied(id, event)
        case .synthesized(let id, let clause, let event): synthesized(id, clause, event)
        case .filled(let id, let event): filled(id, event)
        case .service: adoptService()
        case .noticesDue: takeNotices()
        case .announce(let text): apply(.announce(text))
        case .drain:
            isDraining = true
            apply(.configure(conversation.settings.withoutHearing))
        case .detached:
            detachedAt = time
            apply(.detached)
        case .attached(let unheard):
            detachedAt = nil
            apply(.attached(unheard: unheard))
        case .ended(let reason): finish(reason)
        }
    }

    @inline(never)
    private func finishWhereDone() {
        if isDraining, !hasEnded, conversation.isAnswered || detachedAt != nil { finish(.serverStopping) }
        if let detachedAt, time - detachedAt >= SampleRate.hz16000.samples(in: options.resumeLimit) { finish(.disconnected) }
        var pace = Self.standing(of: &conversation).pace
        if detachedAt != nil { pace = max(pace, .seconds) }
        self.pace.store(pace.rawValue, ordering: .relaxed)
    }

    /// An idle session is told the time only now.
    @inline(never)
    private func tellTime() {
        passTime()
        if let now = wallTime() { apply(.tick(now)) }
    }

    private func passTime() { time = max(time, now) }

    /// The session's time at this moment.
    var now: SessionTime { timekeeper.now ?? time }

    @inline(never)
    func apply(_ event: Event) {
        // What is done may bring about the next event before the list is done.
        var effects = spareEffects
        spareEffects = []
        conversation.on(event, at: time, into: &effects)
        recorder?.take(RecordedStep(time: time, event: event, effects: effects))
        for effect in effects { perform(effect) }
        effects.removeAll(keepingCapacity: true)
        spareEffects = effects
        input.retain(isHearingTurn: Self.standing(of: &conversation).isHearingTurn)
    }

    /// What is asked after every message, looked at in place: reading a property of the actor would copy the whole conversation.
    private static func standing(of conversation: inout Conversation) -> (isHearingTurn: Bool, pace: Conversation.Pace) {
        (conversation.isHearingTurn, conversation.pace)
    }

    /// The local wall time when its second has changed since it was last told.
    private func wallTime() -> CivilTime? {
        let second = timekeeper.wallSecond(at: time)
        guard second != lastSecond else { return nil }
        lastSecond = second
        return CivilTime.local(at: second)
    }

    private func finish(_ reason: SessionEnd) {
        guard !hasEnded else { return }
        hasEnded = true
        apply(.close)
        countSpeculations()
        for utterance in utterances.values { utterance.abandon() }
        utterances = [:]
        recorder?.end()
        mailbox.close()
        output.end(reason)
    }
}
