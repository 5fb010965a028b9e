internal import Audio

/// A side effect of a reply.
enum HeldChange: Sendable {
    case personName(String)
    case startTimer(SetTimer)
    case stopTimers(label: String?)
}

/// The one response under way.
struct LiveResponse: Sendable {
    let id: ResponseID
    let item: ItemID
    let voice: String
    let speed: Double
    /// Whether it is spoken; otherwise text only.
    let speaks: Bool
    /// What the person said that this answers; empty for an announcement.
    let question: String
    /// How many of the unanswered texts it answers.
    let covers: Int
    /// What the responder wants done; done once the person has heard of it, so that a reply nobody heard changes nothing.
    var held: [HeldChange] = []
    var reply = SpokenReply()
    var playout: Playout
    /// Whether the responder is still at work.
    var isThinking: Bool
    /// Whether the client was told of its item.
    var hasOutput = false
    /// The item before its item.
    var previousItem: ItemID?

    /// Samples there to be sent.
    var unsent: Int { reply.samples - playout.sent }

    /// Whether all its words are there and all its sound has left.
    var isDelivered: Bool { reply.isComplete && (!speaks || (reply.isSynthesized && unsent == 0)) }
}
