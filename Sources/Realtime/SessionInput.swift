package import Audio
internal import Dialogue
internal import Perception
package import Telemetry

/// A session's microphone: from wire bytes to 16 kHz sound, its last seconds, and windows for the voice-activity detector.
package struct SessionInput: ~Copyable {
    private(set) var format: AudioFormat
    /// Position after the last sample heard.
    private(set) var end = InputSample.zero
    private var resampler: Resampler<Int16>?
    /// An odd byte waits for its other half.
    private var halfSample: UInt8?
    private(set) var recent: SampleRing
    // One piece of sound on its way in; kept for the next one, so that sound costs no allocations.
    private var decoded: [Int16] = []
    private var resampled: [Int16] = []
    private var cleaned: [Int16] = []
    /// The samples of a window not complete yet.
    private(set) var window: [Float] = []
    private var options = MicrophoneOptions()
    /// Made with the first sound where there is something to be cleaned.
    private var cleaner: MicrophoneCleaner?

    /// What the turn model hears, and a little more.
    private static let turnSeconds = 10
    /// Speech that ended before a longer silence was answered late whatever its moment: 4 s.
    private static let endSearch = 64_000
    /// What a turn may reach back to before its first sound was noticed: the longest padding and its onset.
    private static let idleSamples = 17_600
    /// Idle memory is given back from here on: before the ring's storage would double to 100 KB.
    private static let idleLimit = 25_600
    /// What the ring has room for meanwhile: a window more than that.
    private static let idleRoom = 26_112

    package init(format: AudioFormat) {
        self.format = format
        recent = SampleRing(capacity: Self.turnSeconds * 16_000)
    }

    mutating func use(_ format: AudioFormat) {
        guard format != self.format else { return }
        self.format = format
        resampler = nil
        halfSample = nil
    }

    /// Cleans sound as `options` say from now on; gives what the cleaning so far still held back.
    mutating func use(_ options: MicrophoneOptions) -> [Int16] {
        guard options != self.options else { return [] }
        let held = finish()
        self.options = options
        cleaner = nil
        return held
    }

    /// Notes what was sent to be played, whose echo may be heard.
    mutating func play(_ samples: [Int16], at now: SessionTime) { cleaner?.play(samples.span, at: now) }

    /// Sound from the wire, which arrived at `now`, as clean samples of 16 kHz, not heard yet.
    package mutating func convert(_ bytes: [UInt8], at now: SessionTime, trace: SpanContext = .off) throws -> [Int16] {
        let decoding = trace.begin(.inputDecode)
        decode(bytes)
        let samples = try resample(decoded)
        trace.end(decoding)
        guard !options.isOff else { return samples }
        if cleaner == nil { cleaner = try MicrophoneCleaner(options) }
        let enhancing = trace.begin(.inputEnhance)
        defer { trace.end(enhancing) }
        Self.empty(&cleaned)
        cleaner?.push(samples.span, at: now, into: &cleaned)
        return cleaned
    }

    /// Keeps the memory of ordinary pieces, but not that of a burst.
    private static func empty(_ samples: inout [Int16]) { samples.removeAll(keepingCapacity: samples.capacity <= 8_192) }

    /// What is still being cleaned, as before a pause.
    mutating func finish() -> [Int16] {
        var held: [Int16] = []
        cleaner?.finish(into: &held)
        return held
    }

    private mutating func resample(_ samples: [Int16]) throws -> [Int16] {
        guard format.rate != .hz16000 else { return samples }
        if resampler == nil { resampler = try Resampler<Int16>(from: format.rate, to: .hz16000) }
        Self.empty(&resampled)
        resampler?.push(samples, into: &resampled)
        return resampled
    }

    /// Takes the next samples as heard.
    mutating func hear(_ samples: [Int16]) {
        recent.append(samples)
        end = end + samples.count
    }

    private mutating func decode(_ bytes: [UInt8]) {
        Self.empty(&decoded)
        var bytes = bytes
        if let half = halfSample { bytes.insert(half, at: 0) }
        halfSample = format.bytesPerSample == 2 && bytes.count % 2 == 1 ? bytes.last : nil
        format.decode(bytes.span, into: &decoded)
    }

    /// Adds samples that were heard last to the window under way, up to its `length`; `true` where it is complete.
    ///
    /// A complete window is to be judged and then emptied, before the next samples.
    mutating func fillWindow(from heard: inout ArraySlice<Int16>, length: Int) -> Bool {
        let part = heard.prefix(length - window.count)
        for sample in part { window.append(Float(sample) / 32_768) }
        heard = heard.dropFirst(part.count)
        return window.count == length
    }

    /// What `stream` can say at once of a complete window, and its level.
    ///
    /// Mutating, because borrowing the window from outside costs an allocation.
    mutating func judgeWindow(by stream: any VoiceActivityStream) throws(PerceptionError) -> (probability: Float?, decibels: Float) {
        (try stream.probabilityAtOnce(of: window.span), Loudness.decibels(of: window.span))
    }

    mutating func emptyWindow() { window.removeAll(keepingCapacity: true) }

    /// Where speech truly ended before `position`, by level alone: what is louder than -40 dBFS, or well above a room that is itself loud.
    func endOfSpeech(before position: InputSample) -> InputSample? {
        let start = max(recent.start, position + -Self.endSearch)
        var sound: [Float] = []
        recent.copy(from: start, to: position, into: &sound)
        let floor = Loudness.floorDecibels(of: sound.span, rate: .hz16000)
        let threshold = max(Loudness.speechThreshold, min(floor + 10, -25))
        return Loudness.endOfSpeech(in: sound.span, rate: .hz16000, threshold: threshold).map { start + $0 }
    }

    /// Gives back memory that no turn needs.
    mutating func retain(isHearingTurn: Bool) {
        guard !isHearingTurn, recent.count >= Self.idleLimit else { return }
        recent.shrink(keeping: Self.idleSamples, room: Self.idleRoom)
    }
}
