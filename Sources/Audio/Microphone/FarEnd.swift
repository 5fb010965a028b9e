/// What plays at the person's ear, by session time: the sound whose echo the microphone may hear.
///
/// Holds two seconds. Sound that is played one after the other queues up, as it does in every player.
struct FarEnd: Sendable {
    private static let capacity = 32_768
    private static let mask = Int64(capacity - 1)

    private var samples = [Int16](repeating: 0, count: capacity)
    /// When the last sound ends.
    private(set) var end = SessionTime.zero

    /// Takes sound that was sent at `now`: it plays after what was sent before.
    mutating func play(_ sound: Span<Int16>, at now: SessionTime) {
        if now > end { silence(until: now) }
        for index in sound.indices { samples[Int((end.samples + Int64(index)) & Self.mask)] = sound[index] }
        end = end + sound.count
    }

    /// Replaces `frame` by what plays from `start` on; silence where nothing does.
    func copy(from start: SessionTime, into frame: inout [Int16]) {
        let oldest = end.samples - Int64(Self.capacity)
        for index in frame.indices {
            let position = start.samples + Int64(index)
            frame[index] = position >= max(0, oldest) && position < end.samples ? samples[Int(position & Self.mask)] : 0
        }
    }

    private mutating func silence(until now: SessionTime) {
        for position in max(end.samples, now.samples - Int64(Self.capacity))..<now.samples { samples[Int(position & Self.mask)] = 0 }
        end = now
    }
}
