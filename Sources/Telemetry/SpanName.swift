/// What a span is about. Names are fixed here, so that no person's words can get into one.
public enum SpanName: UInt8, Sendable, CaseIterable {
    /// From the true end of speech to the first audible sample of the answer; its parts follow, in order and without a gap.
    case turn
    case detector
    case silenceWait
    case turnModel
    case recognizer
    case language
    case clauseWait
    case synthesis
    case queue
    case leadingSilence

    /// From asking the turn model to its beginning.
    case turnModelWait
    case turnModelCall
    /// Until an utterance has a decoder.
    case decoderWait
    /// From queueing a piece of decoding to its beginning.
    case recognizerWait
    case recognizerDecode
    case recognizerPeek
    case recognizerFinish
    /// From the request to the end of the reply's text.
    case responderReply
    /// From the first words of a reply to its first whole clause.
    case clauseCollect
    /// From queueing a clause to its beginning.
    case synthesisWait
    case synthesisCall

    /// Wire bytes to samples of 16 kHz.
    case inputDecode
    /// Noise, echo and gain.
    case inputEnhance
    case voiceWindow
    /// Reply sound to wire bytes, and into the connection's queue.
    case outputSend

    /// The lowest level at which it is recorded.
    package var level: ProfileLevel { ProfileLevel(rawValue: depth) ?? .comprehensive }

    /// The level's number: a constant wherever the name is one.
    @inlinable
    public var depth: UInt8 {
        switch self {
        case .turn, .detector, .silenceWait, .turnModel, .recognizer, .language, .clauseWait, .synthesis, .queue, .leadingSilence: 1
        case .turnModelWait, .turnModelCall, .decoderWait, .recognizerWait, .recognizerDecode, .recognizerPeek, .recognizerFinish,
            .responderReply, .clauseCollect, .synthesisWait, .synthesisCall:
            2
        case .inputDecode, .inputEnhance, .voiceWindow, .outputSend: 3
        }
    }

    package enum Kind: Sendable {
        case turn
        /// A stretch of a turn.
        case part
        /// Something that a processor did.
        case work
        /// Something that waited.
        case wait
    }

    package var kind: Kind {
        switch self {
        case .turn: .turn
        case .detector, .silenceWait, .turnModel, .recognizer, .language, .clauseWait, .synthesis, .queue, .leadingSilence: .part
        case .turnModelWait, .decoderWait, .recognizerWait, .clauseCollect, .synthesisWait: .wait
        case .turnModelCall, .recognizerDecode, .recognizerPeek, .recognizerFinish, .responderReply, .synthesisCall, .inputDecode,
            .inputEnhance, .voiceWindow, .outputSend:
            .work
        }
    }

    /// Whether it begins and ends on one thread, so that on that thread spans lie within one another.
    package var isOnOneThread: Bool { kind == .work && self != .responderReply }

    /// The parts of a turn, in order.
    package static let parts = allCases.filter { $0.kind == .part }

    /// As tables and exports call it; letters, digits, dots and underscores.
    package var text: String {
        switch self {
        case .turn: "turn"
        case .detector: "detector"
        case .silenceWait: "silence_wait"
        case .turnModel: "turn_model"
        case .recognizer: "recognizer"
        case .language: "language"
        case .clauseWait: "clause_wait"
        case .synthesis: "synthesis"
        case .queue: "queue"
        case .leadingSilence: "leading_silence"
        case .turnModelWait: "turn_model.wait"
        case .turnModelCall: "turn_model.call"
        case .decoderWait: "recognizer.decoder_wait"
        case .recognizerWait: "recognizer.wait"
        case .recognizerDecode: "recognizer.decode"
        case .recognizerPeek: "recognizer.peek"
        case .recognizerFinish: "recognizer.finish"
        case .responderReply: "responder.reply"
        case .clauseCollect: "clause.collect"
        case .synthesisWait: "synthesis.wait"
        case .synthesisCall: "synthesis.call"
        case .inputDecode: "input.decode"
        case .inputEnhance: "input.enhance"
        case .voiceWindow: "voice_activity.window"
        case .outputSend: "output.send"
        }
    }
}
