internal import Audio

/// What a person hears while an answer takes long, so that silence does not seem to be the answer.
package enum Filler: Sendable, Equatable {
    /// A soft sound, again and again.
    case sound
    /// `ConversationSettings.fillerText`, once.
    case words
}

/// A filler under way: sound beside the reply, which nobody counts as heard.
struct LiveFiller: Sendable {
    /// Samples there to be sent.
    var samples = 0
    var playout: Playout
    var isOver = false
}
