internal import Audio

/// The sound of one response that was not sent yet, on its way to the wire format.
final class SessionVoice {
    let format: AudioFormat
    private var waiting: [Int16] = []
    private var head = 0
    private var resampler: Resampler<Int16>?
    /// What was taken last, 16 kHz.
    private(set) var taken: [Int16] = []

    init(_ format: AudioFormat) { self.format = format }

    /// Adds synthesised sound, 16 kHz.
    func append(_ samples: [Int16]) { waiting += samples }

    /// The next `count` samples (16 kHz) as wire bytes.
    func take(_ count: Int) throws(ResamplerError) -> [UInt8] {
        let end = min(head + count, waiting.count)
        let samples = Array(waiting[head..<end])
        taken = samples
        head = end
        if head == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            head = 0
        }
        guard format.rate != .hz16000 else { return format.encode(samples) }
        if resampler == nil { resampler = try Resampler<Int16>(from: .hz16000, to: format.rate) }
        var converted: [Int16] = []
        resampler?.push(samples, into: &converted)
        return format.encode(converted)
    }

    /// What the resampler still holds, once all was taken.
    func finish() -> [UInt8] {
        var rest: [Int16] = []
        resampler?.flush(into: &rest)
        resampler = nil
        return format.encode(rest)
    }
}
