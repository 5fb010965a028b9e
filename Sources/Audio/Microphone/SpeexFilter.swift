internal import CSpeexDSP

/// Why a microphone's sound cannot be cleaned.
package enum MicrophoneError: Error, Sendable, Equatable, CustomStringConvertible {
    case outOfMemory

    package var description: String { "echo cancellation and noise reduction could not begin: out of memory" }
}

/// speexdsp's echo canceller and preprocessor for one stream of 16 kHz, frame by frame.
///
/// What comes out is one frame late. 10 ms cost 20 to 80 us. One thread at a time.
@safe
struct SpeexFilter: ~Copyable {
    /// Samples of one frame: 10 ms.
    static let frameLength = 160
    /// How long after its far end an echo may be heard, in samples: 96 ms. A longer tail learns more slowly.
    static let tail = 1_536

    /// `nil` where echoes stay.
    private let canceller: OpaquePointer?
    private let preprocessor: OpaquePointer
    private var clean = [Int16](repeating: 0, count: frameLength)

    init(_ options: MicrophoneOptions) throws(MicrophoneError) {
        let canceller = unsafe options.cancelsEcho ? speex_echo_state_init(Int32(Self.frameLength), Int32(Self.tail)) : nil
        let preprocessor = unsafe speex_preprocess_state_init(Int32(Self.frameLength), Self.rate)
        guard let preprocessor = unsafe preprocessor, unsafe !options.cancelsEcho || canceller != nil else {
            if let canceller = unsafe canceller { unsafe speex_echo_state_destroy(canceller) }
            if let preprocessor = unsafe preprocessor { unsafe speex_preprocess_state_destroy(preprocessor) }
            throw .outOfMemory
        }
        unsafe self.canceller = canceller
        unsafe self.preprocessor = preprocessor
        if let canceller = unsafe canceller {
            var rate = Self.rate
            unsafe speex_echo_ctl(canceller, SPEEX_ECHO_SET_SAMPLING_RATE, &rate)
            unsafe speex_preprocess_ctl(preprocessor, SPEEX_PREPROCESS_SET_ECHO_STATE, UnsafeMutableRawPointer(canceller))
        }
        // The rest of an echo is suppressed only where noise is; where nobody asked for that, by nothing.
        set(SPEEX_PREPROCESS_SET_DENOISE, options.cancelsEcho || options.noiseReduction != nil ? 1 : 0)
        set(SPEEX_PREPROCESS_SET_NOISE_SUPPRESS, options.noiseReduction?.decibels ?? 0)
        set(SPEEX_PREPROCESS_SET_ECHO_SUPPRESS, Self.echoDecibels)
        set(SPEEX_PREPROCESS_SET_ECHO_SUPPRESS_ACTIVE, Self.activeEchoDecibels)
        set(SPEEX_PREPROCESS_SET_AGC, options.controlsGain ? 1 : 0)
        set(SPEEX_PREPROCESS_SET_AGC_TARGET, Self.gainTarget)
        set(SPEEX_PREPROCESS_SET_AGC_MAX_GAIN, Self.mostGainDecibels)
    }

    deinit {
        unsafe speex_preprocess_state_destroy(preprocessor)
        if let canceller = unsafe canceller { unsafe speex_echo_state_destroy(canceller) }
    }

    private static let rate = Int32(SampleRate.hz16000.hertz)
    /// What is left of an echo is lowered by so much, and by less while the person speaks, whose voice would suffer.
    private static let echoDecibels: Int32 = -40
    private static let activeEchoDecibels: Int32 = -15
    /// The amplitude that gain control leads speech to.
    private static let gainTarget: Int32 = 8_000
    private static let mostGainDecibels: Int32 = 24

    private func set(_ request: Int32, _ value: Int32) {
        var value = value
        let result = unsafe speex_preprocess_ctl(preprocessor, request, &value)
        precondition(result == 0, "speexdsp does not know a request of its own header")
    }

    /// Replaces a frame by the cleaned frame before it.
    ///
    /// - Parameter far: what may be heard in the frame as an echo; `nil` where that is not known.
    mutating func process(_ frame: inout [Int16], far: [Int16]?) {
        precondition(frame.count == Self.frameLength && far.map { $0.count == Self.frameLength } != false, "frames have one length")
        if let canceller = unsafe canceller, let far {
            unsafe speex_echo_cancellation(canceller, frame, far, &clean)
            swap(&frame, &clean)
        }
        _ = unsafe speex_preprocess_run(preprocessor, &frame)
    }

    /// Learns from a frame heard earlier; nothing comes out.
    mutating func learn(_ frame: [Int16], far: [Int16]) {
        if let canceller = unsafe canceller { unsafe speex_echo_cancellation(canceller, frame, far, &clean) }
    }

    /// Forgets the room: the far end is to be found elsewhere.
    mutating func forgetRoom() {
        if let canceller = unsafe canceller { unsafe speex_echo_state_reset(canceller) }
    }
}

// The handles have one owner and no tie to the thread that made them.
extension SpeexFilter: @unchecked Sendable {}
