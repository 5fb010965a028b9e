package import Audio

/// Everything that can happen to a conversation. Results name the turn or response they belong to; late ones are dropped.
package enum Event: Sendable, Equatable, Codable {
    /// Time passes; sent every 20 ms while anything is under way. Carries the wall time whenever its second has changed.
    case tick(CivilTime?)
    case configure(ConversationSettings)

    // From the microphone.
    /// Sound arrived, up to `end`.
    case heard(end: InputSample)
    /// The probability of speech in the window that ends at `end`, and the window's level in dBFS.
    case voice(probability: Float, decibels: Float, end: InputSample)

    // From the stages.
    case turnScore(TurnID, revision: Int, completeness: Float?)
    case partial(TurnID, text: String)
    /// The answer to a peek.
    case peeked(TurnID, tag: Int, text: String)
    case transcript(TurnID, text: String)
    /// `reason` is fit to be shown.
    case recognitionFailed(TurnID, reason: String)
    case reply(ResponseID, ReplyEvent)
    /// Levels in dBFS of the response's next windows of 512 samples, in order; told before they may be sent.
    case levels(ResponseID, [Float])
    /// `samples` (16 kHz) more of a clause are there to be sent.
    case synthesized(ResponseID, clause: Int, samples: Int)
    /// `samples` (16 kHz) more of a filler are there to be sent.
    case fillerSynthesized(ResponseID, samples: Int)
    /// When the next words of a clause are heard in its sound.
    case wordsTimed(ResponseID, clause: Int, [WordTiming])
    case clauseFinished(ResponseID, clause: Int)
    case synthesisFailed(ResponseID, reason: String)

    /// Something is to be said as soon as neither side is speaking: a reminder is due.
    case announce(String)

    /// Whether the machine has no time for work that may turn out to be needless.
    case load(isBusy: Bool)

    // From the client. `request` is the client's own name for what it sent, given back in refusals.
    case commitInput(request: String?)
    case clearInput
    /// A message, a call or a call's output; its id is chosen here.
    case addItem(Item.Content, role: Role, ItemPlacement, request: String?)
    /// A message whose sound (`samples` of 16 kHz) the driver holds until `transcribeAttachment` asks for it.
    case addSpokenItem(samples: Int, ItemPlacement, request: String?)
    case retrieveItem(ItemID, request: String?)
    /// The client has played so much of a spoken item.
    case played(ItemID, milliseconds: Int, request: String?)
    case truncateItem(ItemID, milliseconds: Int, request: String?)
    case deleteItem(ItemID, request: String?)
    case respond(ResponseOptions, request: String?)
    case cancelResponse(ResponseID?, request: String?)
    case clearOutput(request: String?)
    /// The client's connection broke: until it is back nobody hears anything, and no silence means anything.
    case detached
    /// It is back; `unheard` samples (16 kHz) of the reply under way had been sent but did not arrive.
    case attached(unheard: Int)
    case close
}

/// What a client may ask of one response, over the session's settings.
package struct ResponseOptions: Sendable, Equatable, Codable {
    package var instructions: String?
    package var speaks: Bool?
    package var voice: String?
    package var tools: [Tool]?
    package var toolChoice: ToolChoice?
    package var answerMode: AnswerMode?
    /// `.some(nil)` is without limit.
    @Told package var maximumTokens: Int?? = nil
    /// Whether the output belongs to the conversation; a response that does not may run beside one that does.
    package var isInConversation = true
    /// What the response is about, instead of the conversation.
    package var input: [ResponseInput]?
    /// Given back in `ResponseFormat`; nothing in the conversation looks at it.
    package var attachment: String?
    /// Asked for by nobody: the person has been silent for long.
    var isNudge = false
    /// Asked for by nobody: a turn is answered as the settings say. What a client asks for takes its place.
    var isAutomatic = false

    package init(instructions: String? = nil, speaks: Bool? = nil) {
        self.instructions = instructions
        self.speaks = speaks
    }
}

/// One entry of a response's own context.
package enum ResponseInput: Sendable, Equatable, Codable {
    case item(Item.Content, role: Role)
    case reference(ItemID)
}
