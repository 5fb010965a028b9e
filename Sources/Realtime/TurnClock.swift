internal import Audio
internal import Dialogue
internal import Telemetry

/// Notes when things happened in a turn and in the replies that may answer it, for the ledger.
struct TurnClock {
    typealias Moment = ContinuousClock.Instant

    /// When a reply had its first words, its first whole clause and its first sound; most of it may lie before the commit.
    struct Reply {
        let trace: SpanContext
        var words: Moment?
        var clause: Moment?
        var sound: Moment?
        var sent: Moment?
    }

    /// A committed turn that is not answered yet.
    private struct Turn {
        let item: ItemID
        /// Where voice activity saw the end of speech.
        let speechEnd: InputSample
        let commit: Moment
        /// When the sound that ends at `heardEnd` arrived.
        let heard: Moment
        let heardEnd: InputSample
        /// Since when only the turn model was waited for.
        let modelAsked: Moment?
        var transcript: Moment?

        func moment(of sample: InputSample) -> Moment { heard + .microseconds((sample.samples - heardEnd.samples) * 1_000 / 16) }
    }

    private var turn: Turn?
    private var replies: [ResponseID: Reply] = [:]
    /// When sound arrived last.
    private var heard = Moment.now
    private var modelAsked: Moment?
    /// Whether what is being handled is the turn model's answer.
    var isScoring = false

    mutating func hear() { heard = .now }
    mutating func askModel() { modelAsked = .now }

    mutating func commit(_ item: ItemID, speechEnd: InputSample, heardEnd: InputSample) {
        // Told twice where voice activity made the commit: first that speech stopped.
        guard turn?.item != item else { return }
        turn = Turn(
            item: item, speechEnd: speechEnd, commit: .now, heard: heard, heardEnd: heardEnd, modelAsked: isScoring ? modelAsked : nil)
    }

    mutating func transcribed(_ item: ItemID) { if turn?.item == item, turn?.transcript == nil { turn?.transcript = .now } }

    /// A turn that nobody answers: its time is not the next answer's.
    mutating func forgetTurn() { turn = nil }

    /// - Parameters:
    ///   - trace: whose spans the reply's are.
    ///   - isLive: whether a response is still under way; what was made ready in vain is forgotten here.
    mutating func begin(_ id: ResponseID, _ trace: SpanContext, _ isLive: (ResponseID) -> Bool) {
        replies = replies.filter { isLive($0.key) }
        replies[id] = Reply(trace: trace)
    }

    mutating func note(_ id: ResponseID, _ what: WritableKeyPath<Reply, Moment?>) {
        if let reply = replies[id], reply[keyPath: what] == nil { replies[id]?[keyPath: what] = .now }
    }

    /// Notes a whole clause; gives when the first words of a first one came, and now.
    mutating func noteClause(_ id: ResponseID) -> (words: Moment, end: Moment)? {
        guard let reply = replies[id], reply.clause == nil else { return nil }
        let now = Moment.now
        replies[id]?.clause = now
        return reply.words.map { ($0, now) }
    }

    func trace(of id: ResponseID) -> SpanContext? { replies[id]?.trace }

    mutating func end(_ id: ResponseID) { replies[id] = nil }

    /// The ledger of the answer whose first audible sample lies `leading` samples (16 kHz) after the first sent; `nil` where it answers no turn.
    ///
    /// - Parameter endOfSpeech: the true end, found in the sound of the turn.
    mutating func ledger(_ id: ResponseID, leading: Int, endOfSpeech: (InputSample) -> InputSample?) -> (TurnLedger, ItemID)? {
        guard let turn, let reply = replies[id], let sent = reply.sent else { return nil }
        self.turn = nil
        var ledger = TurnLedger(start: turn.moment(of: endOfSpeech(turn.heardEnd) ?? turn.speechEnd))
        ledger.end(.detector, at: turn.moment(of: turn.speechEnd))
        ledger.end(.silenceWait, at: turn.modelAsked ?? turn.commit)
        ledger.end(.turnModel, at: turn.commit)
        ledger.end(.recognizer, at: turn.transcript ?? turn.commit)
        if let words = reply.words { ledger.end(.language, at: words) }
        if let clause = reply.clause { ledger.end(.clauseWait, at: clause) }
        if let sound = reply.sound { ledger.end(.synthesis, at: sound) }
        ledger.end(.queue, at: sent)
        ledger.end(.leadingSilence, at: sent + .microseconds(leading * 1_000 / 16))
        return (ledger, turn.item)
    }
}
