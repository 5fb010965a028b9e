internal import Audio

/// Speech over a reply of which nobody knows yet what it is: an interruption, a "mm-hm", a cough or Coda's own voice.
struct Overlap: Sendable, Equatable {
    /// The utterance that listens to it.
    let id: TurnID
    /// Where its sound begins, padding included.
    let start: InputSample
    /// Where its first window of speech begins.
    let since: InputSample
    /// The reply it came over.
    let response: ResponseID
    /// End of the last window with speech.
    var speechEnd: InputSample
    /// Level of its loudest windows, slowly forgotten, in dBFS.
    var loudness: Float = -120
    /// Windows with speech.
    var windows = 0
    /// Of these, the ones too loud to be what Coda plays.
    var foreignWindows = 0
    /// How far its loudest window is above the loudest that Coda could be heard with just then, in decibels.
    var excess: Float = -120
    /// What the recogniser makes of it so far.
    var words = ""
    /// Up to where was heard when it last changed its mind.
    var wordsSince: InputSample
    /// How much these words are like what Coda was saying, 0...1.
    var likeness: Float = 0
    /// Whether no sound of the reply is sent for its sake.
    var isHolding = false
    /// The recogniser gave up on it.
    var isDeaf = false

    init(id: TurnID, start: InputSample, since: InputSample, response: ResponseID) {
        self.id = id
        self.start = start
        self.since = since
        self.response = response
        speechEnd = since
        wordsSince = since
    }

    /// Takes a window of speech.
    ///
    /// - Parameters:
    ///   - excess: its level over the loudest Coda could be heard with, in decibels.
    ///   - isForeign: whether it is too loud to be what Coda plays.
    mutating func speak(_ decibels: Float, excess: Float, isForeign: Bool, to end: InputSample) {
        windows += 1
        if isForeign { foreignWindows += 1 }
        self.excess = max(self.excess, excess)
        loudness = max(loudness - 0.1, decibels)
        speechEnd = end
    }

    /// Whether it could be what Coda plays: hardly a window was too loud for that, or came too late.
    var mayBeEcho: Bool { foreignWindows * 4 < windows }
}

/// Why speech over a reply did not interrupt it.
package enum OverlapReason: String, Sendable, Equatable, CaseIterable, Encodable {
    /// The person listens, and says so.
    case backchannel
    case noise
    /// Coda heard itself.
    case echo
    /// The client cleared its sound, or changed how turns are found.
    case withdrawn
}
