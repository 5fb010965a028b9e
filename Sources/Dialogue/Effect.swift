package import Audio

/// Everything a conversation wants done. The driver performs effects in order.
package enum Effect: Sendable, Equatable, Encodable {
    /// Recognise what was heard from `from` on, and everything that follows.
    case listen(TurnID, from: InputSample)
    /// Ask for the words so far: the person may have finished.
    case peek(TurnID, tag: Int)
    /// The utterance is complete: deliver its transcript. Where a peek is accepted, its words are the transcript and nothing is owed.
    case finishListening(TurnID, accepting: Int?)
    /// Nobody wants the utterance any more.
    case stopListening(TurnID)
    /// Recognise the sound that came with the last added item.
    case transcribeAttachment(TurnID)
    /// Ask the turn model about the sound of `from..<to`.
    case scoreTurn(TurnID, revision: Int, from: InputSample, to: InputSample)

    /// Make a reply; nobody may hear of it before its response is told.
    case think(ResponseID, ReplyRequest)
    case stopThinking(ResponseID)
    /// A reply made ready is wanted: what waited for that may be done.
    case commitThinking(ResponseID)

    /// Synthesise a clause; one is under way at a time.
    case speak(ResponseID, clause: Int, text: String, voice: String, speed: Double, pitch: Double, pauses: Double)
    /// Make a filler: these words, or a sound where `nil`.
    case fill(ResponseID, text: String?, voice: String, speed: Double)
    /// Send the next `samples` (16 kHz) of the response's filler.
    case sendFiller(ResponseID, samples: Int)
    /// Drop what was not sent of it.
    case stopFilling(ResponseID)
    /// Drop what is being synthesised and what was not sent.
    case stopSpeaking(ResponseID)
    /// Send the next `samples` (16 kHz) of the response's sound.
    case sendAudio(ResponseID, samples: Int)
    /// Lower the response's sound from the first sample not sent yet.
    case duck(ResponseID, decibels: Float)
    /// Fade it back.
    case unduck(ResponseID)

    case notify(Notice)
    /// The item is too old to be kept: its name means nothing any more.
    case forget(ItemID)
}

/// What the client is told, before any protocol gives it a shape.
package enum Notice: Sendable, Equatable, Encodable {
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
    case itemRetrieved(Item)
    /// Only what was heard within `milliseconds` is kept of the item.
    case itemTruncated(ItemID, milliseconds: Int)
    case itemDeleted(ItemID)
    /// Nothing was heard for too long since the last reply.
    case idleTimeout(ItemID, from: InputSample, to: InputSample)

    case responseCreated(ResponseID, ResponseFormat)
    case outputStarted(ResponseID, Item, index: Int)
    case textDelta(ResponseID, ItemID, text: String)
    case callDelta(ResponseID, ItemID, text: String)
    /// Sound was sent in which words of a spoken item begin; `samples` (16 kHz) are those of the item's sound.
    case wordsSpoken(ResponseID, ItemID, text: String, samples: Range<Int>)
    /// Everything that will be sent of the response's sound has been sent.
    case audioDone(ResponseID, ItemID)
    case outputDone(ResponseID, Item)
    case responseDone(ResponseID, ResponseStatus, Usage, output: [Item])
    /// Something about how a reply is made.
    case replyNoted(ResponseID, ReplyNote)
    /// It would have been longer: it ends with the last of the sentences it may have.
    case replyShortened(ResponseID)
    /// The sound that was not played yet was dropped.
    case outputCleared(ResponseID)
    /// Something is heard over a response's sound: it is lowered.
    case outputDucked(ResponseID)
    /// It may be an interruption: no sound is sent until that is known.
    case outputHeld(ResponseID)
    /// It was none: the sound goes on where it was.
    case outputResumed(ResponseID, OverlapReason)

    case refused(code: RefusalCode, message: String, request: String?)
}

/// Machine-readable reasons for which a client's request is refused.
package enum RefusalCode: String, Sendable, Equatable, Encodable {
    case emptyBuffer = "input_audio_buffer_commit_empty"
    case activeResponse = "conversation_already_has_active_response"
    case noActiveResponse = "response_cancel_not_active"
    case noSuchItem = "item_not_found"
    case itemInUse = "item_in_progress"
    case invalidValue = "invalid_value"
    case tooManyResponses = "too_many_responses"
    case tooManyItems = "too_many_items"
}

/// How a response ended; exactly one is told for each.
package enum ResponseStatus: Sendable, Equatable, Encodable {
    case completed
    case cancelled(CancelReason)
    case failed(reason: String)
    /// The reply reached the most tokens it may have.
    case cutShort
}

package enum CancelReason: String, Sendable, Equatable, Encodable {
    case turnDetected = "turn_detected"
    case clientCancelled = "client_cancelled"
}

/// What a response is made of, fixed when it begins.
package struct ResponseFormat: Sendable, Equatable, Encodable {
    package var speaks: Bool
    package var voice: String
    package var speed: Double
    /// Whether its output belongs to the conversation.
    package var isInConversation: Bool
    /// `nil` is without limit.
    package var maximumTokens: Int?
    /// The driver's own, from `ResponseOptions`.
    package var attachment: String?
}

/// What a response consumed, in estimated tokens: four bytes of text are one, as are 50 ms of speech.
package struct Usage: Sendable, Equatable, Encodable {
    package var inputText = 0
    package var outputText = 0
    package var outputAudio = 0

    package init() {}

    static func tokens(_ text: String) -> Int { (text.utf8.count + 3) / 4 }
}
