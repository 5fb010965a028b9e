internal import Audio

/// The sound of one response that was not sent yet, on its way to the wire format.
final class SessionVoice {
    let format: AudioFormat
    private var waiting: [Int16] = []
    private var head = 0
    private var resampler: Resampler<Int16>?
    private var takenBefore = 0
    /// Samples (16 kHz) before the first audible one of all that was taken; `nil` while none was audible.
    private(set) var leadingSilence: Int?
    private var fade = Fade()
    /// Samples of a window whose level is not known yet.
    private var window: [Float] = []

    /// Samples of which levels are told.
    static let levelWindow = 512
    /// What was taken last as it was sent, 16 kHz.
    private(set) var taken: [Int16] = []
    // On its way out; kept for the next piece, so that a piece that nobody keeps costs no allocations.
    private var converted: [Int16] = []
    private var bytes: [UInt8] = []

    init(_ format: AudioFormat) { self.format = format }

    /// Adds synthesised sound, 16 kHz; gives the levels in dBFS of the windows it completes.
    @discardableResult
    func append(_ samples: [Int16]) -> [Float] {
        waiting += samples
        var levels: [Float] = []
        for sample in samples {
            window.append(Float(sample) / 32_768)
            guard window.count == Self.levelWindow else { continue }
            levels.append(Loudness.decibels(of: window.span))
            window.removeAll(keepingCapacity: true)
        }
        return levels
    }

    /// From the next sample on the sound is lowered by `decibels`.
    func lower(by decibels: Float) { fade.begin(to: Loudness.amplitude(-decibels), over: .milliseconds(10)) }

    /// From the next sample on it comes back, more slowly than it went: nothing is to startle.
    func raise() { fade.begin(to: 1, over: .milliseconds(50)) }

    /// The next `count` samples (16 kHz) as wire bytes.
    func take(_ count: Int) throws(ResamplerError) -> [UInt8] {
        let end = min(head + count, waiting.count)
        taken.removeAll(keepingCapacity: true)
        taken += waiting[head..<end]
        head = end
        listen(to: taken)
        if head == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            head = 0
        }
        fade.apply(to: &taken)
        bytes.removeAll(keepingCapacity: true)
        guard format.rate != .hz16000 else {
            format.encode(taken.span, into: &bytes)
            return bytes
        }
        if resampler == nil { resampler = try Resampler<Int16>(from: .hz16000, to: format.rate) }
        converted.removeAll(keepingCapacity: true)
        resampler?.push(taken, into: &converted)
        format.encode(converted.span, into: &bytes)
        return bytes
    }

    private func listen(to samples: [Int16]) {
        if leadingSilence == nil {
            let silence = Loudness.leadingSilence(in: PCM16.floats(samples).span, rate: .hz16000)
            if silence < samples.count { leadingSilence = takenBefore + silence }
        }
        takenBefore += samples.count
    }

    /// What the resampler still holds, once all was taken.
    func finish() -> [UInt8] {
        var rest: [Int16] = []
        resampler?.flush(into: &rest)
        resampler = nil
        return format.encode(rest)
    }
}
