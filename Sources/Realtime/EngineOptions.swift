/// How the process's engines are sized.
package struct EngineOptions: Sendable, Equatable {
    /// Recogniser slots, about 88 MB each; two are warm before ready, the rest soon after.
    package var recognizerSlots = 4
    /// Threads that decode speech.
    package var recognizerThreads = 2
    /// Jobs that may wait for these threads, for each slot, beside 16 for all.
    package var recognizerQueuePerSlot = 4
    /// What computes the voice-activity network.
    package var voiceActivity = VoiceActivityEngine.auto
    /// How long a window waits for those of other sessions, on ONNX Runtime.
    package var voiceActivityDelay = Duration.milliseconds(2)
    /// Threads that run the turn model.
    package var workerThreads = 1
    /// Threads that synthesise.
    package var synthesizerThreads = 1
    /// Pauses that may wait for the turn model.
    package var workerQueue = 64
    /// Clauses that may wait to be synthesised.
    package var synthesizerQueue = 1_024
    /// Samples of clauses that come again, kept to be spoken at once: a minute and 2 MiB.
    package var synthesizerCacheSamples = 1 << 20

    package init() {}
}

/// What computes the voice-activity network.
package enum VoiceActivityEngine: String, Sendable, CaseIterable {
    /// The native kernel where its weights are there, else ONNX Runtime.
    case auto
    case native
    case onnx
}

/// Why the engines could not be loaded; the description says what to do.
package struct EngineError: Error, Sendable, Equatable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}
