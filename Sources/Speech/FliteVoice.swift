internal import CFlite
internal import Glibc

/// Flite's voices, loaded once per process and never changed after.
///
/// Unchecked: several threads read a voice at once, as 100 parallel utterances have shown; what differs per utterance is set
/// on the utterance.
@safe
struct FliteVoice: @unchecked Sendable {
    static let sampleRate = 16_000

    /// The first is the default.
    static let names = ["slt", "rms", "kal16"]

    private let pointer: UnsafeMutablePointer<cst_voice>

    private static let loaded: [String: FliteVoice] = {
        flite_init()
        let registered = unsafe [
            "slt": register_cmu_us_slt(nil), "rms": register_cmu_us_rms(nil), "kal16": register_cmu_us_kal16(nil),
        ]
        return unsafe registered.compactMapValues { unsafe $0.map { unsafe FliteVoice(pointer: $0) } }
    }()

    /// - Parameter name: one of `names`.
    static func named(_ name: String) -> FliteVoice? { loaded[name] }

    /// Speaks one piece of plain ASCII text; returns when it is done or stopped.
    ///
    /// - Parameters:
    ///   - speed: 1 is the voice's own.
    ///   - pitch: semitones above the voice's own.
    ///   - chunk: samples between two calls of `hear`, at least.
    ///   - plan: gets where each word between two spaces lies, in samples, and each pause between them, before the first sample.
    ///   - hear: gets the next samples at their rate; `false` stops.
    func speak(
        _ text: String, speed: Double, pitch: Double, chunk: Int, plan: @escaping ([Range<Int>], [Range<Int>]) -> Void,
        hear: @escaping ([Int16], Int) -> Bool
    ) throws(SpeechError) {
        guard let utterance = unsafe new_utterance(), let stream = unsafe new_audio_streaming_info() else {
            throw .engine(operation: "speak", cause: "out of memory")
        }
        defer { unsafe delete_utterance(utterance) }
        let listener = Listener(hear) { rate in
            plan(unsafe Self.tokens(of: utterance, rate: rate), unsafe Self.pauses(of: utterance, rate: rate))
        }
        unsafe stream.pointee.min_buffsize = Int32(chunk)
        unsafe stream.pointee.userdata = Unmanaged.passUnretained(listener).toOpaque()
        unsafe stream.pointee.asc = { wave, start, count, _, stream in
            guard let wave = unsafe wave, let user = unsafe stream?.pointee.userdata, let samples = unsafe wave.pointee.samples,
                count > 0
            else { return CST_AUDIO_STREAM_CONT }
            let listener = unsafe Unmanaged<Listener>.fromOpaque(user).takeUnretainedValue()
            listener.begin(unsafe Int(wave.pointee.sample_rate))
            let heard = unsafe Array(UnsafeBufferPointer(start: samples + Int(start), count: Int(count)))
            return listener.hear(heard, unsafe Int(wave.pointee.sample_rate)) ? CST_AUDIO_STREAM_CONT : CST_AUDIO_STREAM_STOP
        }
        unsafe utt_init(utterance, pointer)
        // The utterance owns the streaming record from here on.
        unsafe feat_set(utterance.pointee.features, Self.lasting("streaming_info"), audio_streaming_info_val(stream))
        unsafe flite_feat_set_float(utterance.pointee.features, Self.lasting("duration_stretch"), Float(1 / speed))
        unsafe flite_feat_set_float(utterance.pointee.features, Self.lasting("f0_shift"), Float(pow(2, pitch / 12)))
        unsafe utt_set_input_text(utterance, text)
        let done = unsafe utt_synth(utterance)
        withExtendedLifetime(listener) {}
        guard unsafe done != nil else { throw .engine(operation: "speak", cause: "Flite could not synthesise the text") }
    }

    /// Flite keeps the pointer to a feature's name, not its letters: a short Swift string would lie on the stack.
    private static func lasting(_ name: StaticString) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    /// The durations are planned before the first sample is made.
    private static func tokens(of utterance: UnsafeMutablePointer<cst_utterance>, rate: Int) -> [Range<Int>] {
        guard unsafe utt_relation_present(utterance, "Token") != 0 else { return [] }
        var ranges: [Range<Int>] = []
        var token = unsafe relation_head(utt_relation(utterance, "Token"))
        while let item = unsafe token {
            let start = unsafe ffeature_float(item, "daughter1.R:SylStructure.daughter1.daughter1.R:Segment.p.end")
            let end = unsafe ffeature_float(item, "daughtern.R:SylStructure.daughtern.daughtern.R:Segment.end")
            let first = max(ranges.last?.upperBound ?? 0, Int(start * Float(rate)))
            ranges.append(first..<max(first, Int(end * Float(rate))))
            unsafe token = item_next(item)
        }
        return ranges
    }

    /// Silence that Flite puts at the phrase breaks inside the text; that at its ends is the next clause's business.
    private static func pauses(of utterance: UnsafeMutablePointer<cst_utterance>, rate: Int) -> [Range<Int>] {
        guard unsafe utt_relation_present(utterance, "Segment") != 0 else { return [] }
        var ranges: [Range<Int>] = []
        var segment = unsafe item_next(relation_head(utt_relation(utterance, "Segment")))
        while let item = unsafe segment {
            unsafe segment = item_next(item)
            guard unsafe segment != nil, unsafe strcmp(item_feat_string(item, "name"), "pau") == 0 else { continue }
            let start = unsafe Int(ffeature_float(item, "p.end") * Float(rate))
            ranges.append(start..<max(start, unsafe Int(ffeature_float(item, "end") * Float(rate))))
        }
        return ranges
    }

    private final class Listener {
        let hear: ([Int16], Int) -> Bool
        /// Called once.
        private var plan: ((Int) -> Void)?

        init(_ hear: @escaping ([Int16], Int) -> Bool, plan: @escaping (Int) -> Void) {
            self.hear = hear
            self.plan = plan
        }

        func begin(_ rate: Int) {
            plan?(rate)
            plan = nil
        }
    }
}
