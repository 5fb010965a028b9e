/// A stage of the pipeline as people speak of it: its work is that of several calls.
package enum ProfileStage: String, Sendable, CaseIterable {
    case audioIn = "audio in"
    case enhancement
    case voiceActivity = "voice activity"
    case turnModel = "turn model"
    case recognizer
    case responder
    case synthesis
    case audioOut = "audio out"

    var spans: [SpanName] {
        switch self {
        case .audioIn: [.inputDecode]
        case .enhancement: [.inputEnhance]
        case .voiceActivity: [.voiceWindow]
        case .turnModel: [.turnModelCall]
        case .recognizer: [.recognizerDecode, .recognizerPeek, .recognizerFinish]
        case .responder: [.responderReply]
        case .synthesis: [.synthesisCall]
        case .audioOut: [.outputSend]
        }
    }
}
