internal import Audio

/// A stretch of the person's speech that is still open.
struct Turn: Sendable, Equatable {
    let id: TurnID
    let item: ItemID
    /// Where its sound begins, padding included.
    let start: InputSample
    /// Whether the client was told that speech began; not so where the client itself commits.
    let isAnnounced: Bool
    /// Raised whenever speech goes on after a pause, so that older scores fall.
    var revision = 0
    /// Level of the turn's loudest windows, slowly forgotten, in dBFS.
    var loudness: Float = -120
    /// End of the last window with speech.
    var speechEnd: InputSample
    /// Samples in windows with speech.
    var voiced: Int
    /// How often the turn model was asked about the present pause.
    var timesScored = 0
    /// How often the recogniser was asked for the words so far, in all and in the present pause.
    var peeks = 0
    var pausePeeks = 0
    /// Its latest answer about the present pause.
    var hypothesis: Hypothesis?
    /// Replies made ready for this turn.
    var speculations = 0
    /// The least that the model said of the present pause.
    private(set) var lowestScore: Float?
    /// The words understood so far; in a pause, those peeked at since it began.
    var words: String? { didSet { ending = SpokenWords.ending(of: words) } }
    private(set) var ending = SpokenWords.Ending.unknown

    /// The model answered about the present pause.
    mutating func hear(score: Float) { lowestScore = min(score, lowestScore ?? 1) }

    /// A window of speech: what was thought about a pause before it no longer holds.
    mutating func speak(to end: InputSample, decibels: Float) {
        loudness = max(loudness - 0.1, decibels)
        if timesScored > 0 || pausePeeks > 0 { revision += 1 }
        timesScored = 0
        pausePeeks = 0
        hypothesis = nil
        lowestScore = nil
        speechEnd = end
    }
}

/// What the recogniser made of a turn so far, at a pause.
struct Hypothesis: Sendable, Equatable {
    /// Names the peek, so that it can be accepted as final.
    let tag: Int
    let text: String
}

/// A committed turn whose transcript is awaited.
struct CommittedTurn: Sendable, Equatable {
    let id: TurnID
    let item: ItemID
    let voiced: Int
    /// Length of its sound in samples, from its first to its last speech.
    let samples: Int
    /// Whether the client must be answered once the words are there.
    var wantsAnswer: Bool
    /// Whether its sound came with an item, not from the microphone.
    var isAttachment = false
}

/// What is heard right now.
enum Hearing: Sendable, Equatable {
    case quiet
    /// Speech for `voiced` samples since `since`, not yet enough to be a turn.
    case onset(since: InputSample, voiced: Int)
    case speaking(Turn)
    /// Speech over a reply, not known yet to be a turn.
    case overlapping(Overlap)
    /// The recogniser gave up on a turn: nothing begins before the person pauses.
    case ignoring

    var turn: Turn? {
        if case .speaking(let turn) = self { turn } else { nil }
    }

    /// Whether nothing that is heard belongs to an utterance.
    var isIdle: Bool {
        switch self {
        case .quiet, .onset: true
        case .speaking, .overlapping, .ignoring: false
        }
    }
}
