internal import Synchronization

/// What a recogniser has learnt about one speaker, carried from one utterance to the next.
package final class SpeakerAdaptation: Sendable {
    private let cepstralMean = Mutex<String?>(nil)

    package init() {}

    /// The engine's own notation of the mean cepstrum, or `nil` before the first utterance.
    package var mean: String? {
        get { cepstralMean.withLock { $0 } }
        set { cepstralMean.withLock { $0 = newValue } }
    }
}
