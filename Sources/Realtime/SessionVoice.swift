internal import Audio
internal import Dialogue

/// A session's voice: sound of the response under way that was not sent yet, on its way to the wire format.
struct SessionVoice: ~Copyable {
    private(set) var response: ResponseID?
    private var waiting: [Int16] = []
    private var head = 0
    private var resampler: Resampler<Int16>?

    mutating func begin(_ response: ResponseID) {
        self.response = response
        waiting = []
        head = 0
        resampler = nil
    }

    /// Adds synthesised sound, 16 kHz; late sound of an older response falls here.
    mutating func append(_ samples: [Int16], of response: ResponseID) {
        if self.response == response { waiting += samples }
    }

    /// The next `count` samples (16 kHz) as wire bytes of `rate`.
    mutating func take(_ count: Int, rate: SampleRate) throws -> [UInt8] {
        let end = min(head + count, waiting.count)
        let samples = Array(waiting[head..<end])
        head = end
        if head == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            head = 0
        }
        return try encode(samples, rate: rate)
    }

    private mutating func encode(_ samples: [Int16], rate: SampleRate) throws -> [UInt8] {
        guard rate != .hz16000 else { return PCM16.encode(samples) }
        if resampler == nil { resampler = try Resampler<Int16>(from: .hz16000, to: rate) }
        var converted: [Int16] = []
        resampler?.push(samples, into: &converted)
        return PCM16.encode(converted)
    }

    /// The response is over; gives what the resampler still held.
    mutating func finish() -> [UInt8] {
        var rest: [Int16] = []
        resampler?.flush(into: &rest)
        stop()
        return PCM16.encode(rest)
    }

    /// Drops what was not sent.
    mutating func stop() {
        response = nil
        waiting = []
        head = 0
        resampler = nil
    }
}
