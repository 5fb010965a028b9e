internal import Audio
internal import Dialogue

/// A session's microphone: from wire bytes to 16 kHz sound, its last seconds, and windows for the voice-activity detector.
struct SessionInput: ~Copyable {
    private(set) var rate: SampleRate
    /// Position after the last sample heard.
    private(set) var end = InputSample.zero
    private var resampler: Resampler<Int16>?
    /// An odd byte waits for its other half.
    private var halfSample: UInt8?
    private(set) var recent: SampleRing
    /// The samples of a window not complete yet.
    private var window: [Float] = []

    /// What the turn model hears, and a little more.
    private static let turnSeconds = 10
    /// What a turn may reach back to before its first sound was noticed.
    private static let idleMilliseconds = 800

    init(rate: SampleRate) {
        self.rate = rate
        recent = SampleRing(capacity: Self.turnSeconds * 16_000)
    }

    mutating func use(_ rate: SampleRate) {
        guard rate != self.rate else { return }
        self.rate = rate
        resampler = nil
        halfSample = nil
    }

    /// Takes sound from the wire: gives the new samples of 16 kHz.
    mutating func push(_ bytes: [UInt8]) throws -> [Int16] {
        let samples = decode(bytes)
        var heard = samples
        if rate != .hz16000 {
            if resampler == nil { resampler = try Resampler<Int16>(from: rate, to: .hz16000) }
            heard = []
            resampler?.push(samples, into: &heard)
        }
        recent.append(heard)
        end = end + heard.count
        return heard
    }

    private mutating func decode(_ bytes: [UInt8]) -> [Int16] {
        var bytes = bytes
        if let half = halfSample { bytes.insert(half, at: 0) }
        halfSample = bytes.count % 2 == 1 ? bytes.removeLast() : nil
        return PCM16.decode(bytes)
    }

    /// Cuts `heard` into windows of `length` and calls `take` with each, and the position where it ends.
    mutating func windows(of heard: [Int16], length: Int, _ take: (Span<Float>, InputSample) -> Void) {
        var position = end + -heard.count
        for sample in heard {
            window.append(Float(sample) / 32_768)
            position = position + 1
            if window.count == length {
                take(window.span, position)
                window.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Gives back memory that no turn needs.
    mutating func retain(isHearingTurn: Bool) {
        guard !isHearingTurn, recent.count > Self.turnSeconds * 8_000 else { return }
        recent.shrink(keeping: Self.idleMilliseconds * 16)
    }
}
