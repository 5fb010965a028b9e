internal import Audio

/// A side effect of a reply.
enum HeldChange: Sendable {
    case personName(String)
    case startTimer(SetTimer)
    case stopTimers(label: String?)
    case memo(String)
}

/// A response under way.
struct LiveResponse: Sendable {
    /// One of its items.
    struct Output: Sendable {
        let item: ItemID
        /// `nil` is the message; its words are in `reply`.
        var call: FunctionCall?
        /// Whether the client was told that it is complete.
        var isDone = false
        /// The item before it in the conversation.
        var previousItem: ItemID?
    }

    let id: ResponseID
    let format: ResponseFormat
    /// What it answers.
    let covers: [ItemID]
    /// Estimated tokens of what the responder was given.
    var inputTokens = 0
    /// Tokens read and written, where the responder counted them.
    var counted: (input: Int, output: Int)?
    /// What the responder wants done; done once the person has heard of it, so that a reply nobody heard changes nothing.
    var held: [HeldChange] = []
    var outputs: [Output] = []
    var reply = SpokenReply()
    var style = VoiceStyle()
    var playout: Playout
    /// Whether it is lowered: something is heard over it.
    var isDucked = false
    /// Whether no sound is sent for now: somebody may be interrupting.
    var isHeld = false
    /// Since when its sound is awaited.
    var waitingSince: SessionTime?
    var filler: LiveFiller?
    /// Whether the responder is still at work.
    var isThinking: Bool
    /// Whether the reply reached its limit.
    var isCutShort = false
    /// Sentences after which it ends, where it is spoken.
    var longestReply: Int?
    /// Whether it had more to say than that.
    var isShortened = false

    mutating func count(input: Int, output: Int) {
        counted = ((counted?.input ?? 0) + input, (counted?.output ?? 0) + output)
    }

    /// Where its message is among its outputs.
    var message: Int? { outputs.firstIndex { $0.call == nil } }

    /// Samples there to be sent.
    var unsent: Int { reply.samples - playout.sent }

    /// How loud it is heard just now, in dBFS.
    var audibleDecibels: Float {
        let window = playout.played / Conversation.window
        return playout.played < playout.sent && window < reply.levels.count ? reply.levels[window] : -120
    }

    /// Whether what is heard of it just now is a question, or its end.
    var asks: Bool { reply.isQuestion(at: playout.played) || (isDelivered && playout.played == playout.sent) }

    /// Whether all its words are there and all its sound has left.
    var isDelivered: Bool { reply.isComplete && (!format.speaks || (reply.isSynthesized && unsent == 0)) }

    /// Tokens of the words and arguments so far.
    var outputTokens: Int {
        Usage.tokens(reply.text) + outputs.reduce(0) { $0 + ($1.call.map { Usage.tokens($0.arguments) } ?? 0) }
    }

    var usage: Usage {
        var usage = Usage()
        usage.inputText = counted?.input ?? inputTokens
        usage.outputText = counted?.output ?? outputTokens
        usage.outputAudio = format.speaks ? playout.sent / SampleRate.hz16000.samples(in: .milliseconds(50)) : 0
        return usage
    }
}
