/// How the process's engines are sized.
package struct EngineOptions: Sendable, Equatable {
    /// Recogniser slots, about 88 MB each; two are warm before ready, the rest soon after.
    package var recognizerSlots = 4
    /// Threads that decode speech.
    package var recognizerThreads = 2
    /// Threads that run the turn model.
    package var workerThreads = 1
    /// Threads that synthesise.
    package var synthesizerThreads = 1

    package init() {}
}

/// Why the engines could not be loaded; the description says what to do.
package struct EngineError: Error, Sendable, Equatable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}
