internal import Audio

/// A reply made ready for words that may be a turn's last.
///
/// Nothing of it is told, sent or kept before the turn is committed with these very words. Then it becomes the response that would have
/// been made, under the number it would have had; otherwise it is gone without a trace.
struct Speculation: Sendable {
    let turn: TurnID
    /// What the person is taken to have said.
    let text: String
    let request: ReplyRequest
    /// The response it would become.
    let response: ResponseID
    let format: ResponseFormat
    /// What the responder said so far.
    private(set) var events: [ReplyEvent] = []
    var isThinking = true
    var reply = SpokenReply()
    private(set) var style = VoiceStyle()

    init(turn: TurnID, text: String, request: ReplyRequest, response: ResponseID, format: ResponseFormat) {
        self.turn = turn
        self.text = text
        self.request = request
        self.response = response
        self.format = format
    }

    mutating func modifyReply(_ body: (inout SpokenReply) -> Void) { body(&reply) }

    mutating func take(_ event: ReplyEvent) {
        events.append(event)
        switch event {
        case .text(let piece): reply.append(piece)
        case .pause: reply.pause()
        case .style(let style): self.style = style
        case .finished:
            isThinking = false
            reply.complete()
        case .failed: isThinking = false
        case .call, .callArguments, .personName, .startTimer, .stopTimers, .memo, .used, .usage, .note: break
        }
    }

    /// Whether a response under `number`, asked for so, would be this one. The time it was made ready at may be a little in the past.
    func matches(_ request: ReplyRequest, _ format: ResponseFormat, number: Int) -> Bool {
        var request = request
        request.now = self.request.now
        request.timers = self.request.timers
        request.impatience = self.request.impatience
        request.lastReply = self.request.lastReply
        request.isSpeculative = self.request.isSpeculative
        return response.number == number && self.format == format && self.request == request
    }
}

/// What speculation has cost and brought in this conversation.
package struct SpeculationTally: Sendable, Equatable {
    /// Replies made ready.
    package var begun = 0
    /// Those that became responses.
    package var adopted = 0
    /// Sound synthesised for the others, in samples of 16 kHz.
    package var wastedSamples = 0

    package init() {}
}
