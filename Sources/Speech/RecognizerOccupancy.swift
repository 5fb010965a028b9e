package import Resources

/// How a recogniser's decoders are used.
package struct RecognizerOccupancy: Sendable, Equatable {
    /// Decoders that are loaded.
    package var slots: Int
    /// Those that nobody leases.
    package var free: Int
    /// Utterances in line for one.
    package var waiting: Int
    /// Leases since the start, those out of the line among them.
    package var leases: Int
    /// Utterances that had to stand in line since the start.
    package var waits: Int
    /// Processor time that it took to load decoders in the background, where it yields to everything else.
    package var loadingSeconds: Double
    /// How long the oldest piece of sound has waited, for a decoder or for a thread.
    package var oldestWait: Duration
    /// Pieces of sound that wait for a thread.
    package var queue: QueueLoad

    package var leased: Int { slots - free }
}
