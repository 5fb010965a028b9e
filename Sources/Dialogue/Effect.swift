package import Audio

/// Everything a conversation wants done. The driver performs effects in order.
package enum Effect: Sendable, Equatable {
    /// Recognise what was heard from `from` on, and everything that follows.
    case listen(TurnID, from: InputSample)
    /// The utterance is complete: deliver its transcript.
    case finishListening(TurnID)
    /// Nobody wants the utterance any more.
    case stopListening(TurnID)
    /// Ask the turn model about the sound of `from..<to`.
    case scoreTurn(TurnID, revision: Int, from: InputSample, to: InputSample)

    case think(ResponseID, ReplyRequest)
    case stopThinking(ResponseID)

    /// Synthesise a clause; one is under way at a time.
    case speak(ResponseID, clause: Int, text: String, voice: String, speed: Double)
    /// Drop what is being synthesised and what was not sent.
    case stopSpeaking(ResponseID)
    /// Send the next `samples` (16 kHz) of the response's sound.
    case sendAudio(ResponseID, samples: Int)

    case notify(Notice)
}

/// What the client is told, before any protocol gives it a shape.
package enum Notice: Sendable, Equatable {
    case speechStarted(ItemID, at: InputSample)
    case speechStopped(ItemID, at: InputSample)
    case inputCommitted(ItemID, after: ItemID?)
    case inputCleared
    case itemAdded(Item, after: ItemID?)
    case itemDone(Item, after: ItemID?)
    case partialTranscript(ItemID, text: String)
    /// `samples` (16 kHz) is the length of the sound transcribed.
    case transcript(ItemID, text: String, samples: Int)
    case transcriptFailed(ItemID, reason: String)

    case responseCreated(ResponseID, speaks: Bool, voice: String)
    case outputStarted(ResponseID, ItemID)
    case textDelta(ResponseID, ItemID, text: String)
    /// Everything that will be sent of the response's sound has been sent.
    case audioDone(ResponseID, ItemID)
    case outputDone(ResponseID, Item)
    case responseDone(ResponseID, ResponseStatus, output: Item?)

    case refused(code: RefusalCode, message: String, request: String?)
}

/// Machine-readable reasons for which a client's request is refused.
package enum RefusalCode: String, Sendable, Equatable {
    case emptyBuffer = "input_audio_buffer_commit_empty"
    case activeResponse = "conversation_already_has_active_response"
    case noActiveResponse = "response_cancel_not_active"
}

/// How a response ended; exactly one is told for each.
package enum ResponseStatus: Sendable, Equatable {
    case completed
    case cancelled(CancelReason)
    case failed(reason: String)
}

package enum CancelReason: String, Sendable, Equatable {
    case turnDetected = "turn_detected"
    case clientCancelled = "client_cancelled"
}

/// One entry of the conversation, as clients see it.
package struct Item: Sendable, Equatable {
    package enum Status: String, Sendable, Equatable {
        case inProgress = "in_progress"
        case completed
        case incomplete
    }

    package enum Content: Sendable, Equatable {
        case none
        /// What a person said; `nil` until it is recognised.
        case inputAudio(transcript: String?)
        case inputText(String)
        case outputAudio(transcript: String)
        case outputText(String)
    }

    package var id: ItemID
    package var role: Role
    package var status: Status
    package var content: Content

    package init(id: ItemID, role: Role, status: Status, content: Content) {
        self.id = id
        self.role = role
        self.status = status
        self.content = content
    }
}
