internal import Synchronization

/// Carries a stream, which has one owner, into the thread that will own it.
final class Handover: Sendable {
    private let stream: Mutex<SoundStream?>

    init(_ stream: consuming sending SoundStream) { self.stream = Mutex(stream) }

    /// The stream; to be taken once.
    func take() -> SoundStream {
        guard let stream = stream.withLock({ $0.take() }) else { preconditionFailure("a stream was taken twice") }
        return stream
    }
}
