/// How the end of a turn is found.
package enum TurnDetection: Sendable, Equatable, Codable {
    /// The turn model's confidence decides how much silence is enough.
    case semantic
    /// A fixed length of silence is enough.
    case silence(Duration)
    /// The client commits.
    case manual
}

/// What a client may set about its conversation. Every duration is of sound heard unless said otherwise.
package struct ConversationSettings: Sendable, Equatable, Codable {
    package var turnDetection: TurnDetection = .semantic
    /// Probability from which a window counts as speech, 0...1.
    package var speechThreshold: Float = 0.5
    /// Least silence before any commit.
    package var minimumSilence: Duration = .milliseconds(128)
    /// A window this far below the turn's loudest ones is silence, whatever its probability, in decibels: the detector lags the ear.
    package var silenceDrop: Float = 25
    /// Silence after which the recogniser is asked for the words so far, and a reply is made ready.
    package var firstPeek: Duration = .milliseconds(64)
    /// Whether replies are made ready while it is not yet sure that the person has finished.
    package var speculates = true
    /// Silence that ends a turn whatever the turn model says.
    package var silenceFallback: Duration = .milliseconds(830)
    /// Log odds from which on the end of a turn counts as sure; see `Eagerness`.
    package var caution = Eagerness.medium.caution
    /// What kind of answer is waited for; `nil` infers it from what Coda said last.
    package var expectation: AnswerExpectation?
    /// Speech needed to open a turn.
    package var onset: Duration = .milliseconds(64)
    /// Speech needed to interrupt Coda at once, where that is not reversible or nothing is heard yet: longer, so that a cough does not.
    package var bargeIn: Duration = .milliseconds(192)
    /// Whether speech over a reply first lowers and holds it, until it is known to be meant as an interruption.
    package var reversesBargeIn = true
    /// How far a reply is lowered when something is heard over it, in decibels.
    package var duckDepth: Float = 14
    /// Speech over a reply after which nothing more of it is sent until it is known what it was.
    package var holdAfter: Duration = .milliseconds(64)
    /// Sound from before the onset that belongs to the turn.
    package var prefixPadding: Duration = .milliseconds(300)
    /// A turn without words is answered only if it held this much speech.
    package var shortestUnclearSpeech: Duration = .milliseconds(300)
    /// Session time without any sound from the client from which on that time counts as silence.
    package var starvation: Duration = .milliseconds(400)
    /// The same where the client commits: its turn is committed for it, so that no recogniser is kept for nobody.
    package var manualStarvation: Duration = .seconds(10)
    /// A longer turn is committed where it stands.
    package var longestTurn: Duration = .seconds(60)
    /// Whether a committed turn is answered without being asked.
    package var answersTurns = true
    /// Whether speech stops a reply.
    package var isInterruptible = true
    /// Whether replies are spoken; otherwise they are text only.
    package var speaks = true
    /// How far ahead of the ear sound is sent, in session time.
    package var outputLead: Duration = .milliseconds(100)
    /// Sound that is sent together at least, where there is more than may leave; half of `outputLead` is the most that counts.
    package var outputChunk: Duration = .zero
    package var instructions = ""
    /// Functions of the client's that replies may call.
    package var tools: [Tool] = []
    package var toolChoice = ToolChoice.auto
    /// Who makes replies; the server's choice where `nil`.
    package var answerMode: AnswerMode?
    /// What of the server's tools is allowed, by name or kind: `allow`, `ask` or `deny`. It can only be stricter than the server's own.
    package var toolPolicy: [String: String] = [:]
    /// Most estimated tokens of one reply; `nil` is without limit.
    package var maximumTokens: Int?
    /// Sentences after which a spoken reply ends; `nil` is without limit.
    package var longestReply: Int?
    /// Earlier turns a responder is told of.
    package var historyTurns = 20
    /// Silence after a reply, from its last sound, after which the person is spoken to; `nil` never.
    package var idleTimeout: Duration?
    /// What is heard when the sound of an answer has not come within `fillerDelay`; nothing where `nil`.
    package var filler: Filler?
    package var fillerDelay: Duration = .milliseconds(1_500)
    package var fillerText = "One moment."
    package var voice = ""
    /// 0.25...4; 1 is the voice's own speed.
    package var speed = 1.0

    package init() {}
}
