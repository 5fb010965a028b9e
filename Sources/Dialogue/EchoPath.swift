/// What is known of the way from Coda's sound back into the microphone, by levels alone.
///
/// Told, window by window, how loud Coda is heard and how loud the microphone is, it says whether a sound could be Coda's own. It needs
/// no canceller and no exact delay: the loudest window of the last `longestDelay` is what an echo may come from.
struct EchoPath: Sendable, Equatable {
    /// Windows that an echo may be late: 640 ms.
    private static let longestDelay = 20
    /// Windows without speech that say how loud an echo is at most: 1 s.
    private static let memory = 31
    /// Of these, the ones it takes to say anything.
    private static let fewest = 20
    /// Below this level Coda is silent, in dBFS.
    private static let audible: Float = -50
    /// An echo's windows differ by as much, in decibels.
    private static let margin: Float = 6
    /// Windows just before speech are speech themselves: the detector lags.
    private static let lag = 3

    /// Levels of Coda's sound, newest last, in dBFS.
    private var played: [Float] = []
    /// Levels of the microphone over the reference, while Coda was heard and nobody spoke, in decibels.
    private var quiet: [Float] = []
    private var pending: [Float] = []
    /// How loud the echo is against what Coda plays, in decibels; `nil` where none was found.
    private(set) var gain: Float?

    init() {}

    /// The loudest that Coda was within the longest delay, in dBFS.
    var reference: Float { played.max() ?? -120 }

    /// Takes how loud Coda is heard in the next window.
    mutating func play(_ decibels: Float) {
        played.append(decibels)
        if played.count > Self.longestDelay { played.removeFirst() }
    }

    /// Takes the level of a window in which nobody speaks.
    mutating func hearQuiet(_ decibels: Float) {
        guard reference > Self.audible else { return }
        pending.append(decibels - reference)
        guard pending.count > Self.lag else { return }
        quiet.append(pending.removeFirst())
        if quiet.count > Self.memory { quiet.removeFirst() }
        // What was taken for an echo did not come again, while Coda went on.
        if let gain, let loudest = loudestQuiet, loudest < gain - 2 * Self.margin { self.gain = nil }
    }

    /// Somebody, or an echo, speaks.
    mutating func hearSpeech() { pending.removeAll(keepingCapacity: true) }

    /// Whether a window of this level could be Coda's own sound.
    func allows(_ decibels: Float) -> Bool {
        guard reference > Self.audible else { return false }
        let loudest = gain ?? loudestQuiet.map { $0 + Self.margin } ?? 0
        return decibels - reference <= loudest + Self.margin
    }

    /// Whether a window of this level is the echo that is known.
    func masks(_ decibels: Float) -> Bool {
        guard let gain, reference > Self.audible else { return false }
        return decibels - reference <= gain + Self.margin
    }

    /// An echo was recognised; it was this far above the reference at its loudest, in decibels.
    mutating func found(_ excess: Float) {
        gain = excess
        quiet.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
    }

    private var loudestQuiet: Float? { quiet.count < Self.fewest ? nil : quiet.max() }
}
