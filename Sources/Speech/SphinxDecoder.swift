internal import CPocketSphinx

/// Owns one PocketSphinx decoder: about 0.3 s to load and 90 MB.
///
/// Unchecked: whoever holds the lease is the only one to call it; the pool hands it on under its lock.
@safe
final class SphinxDecoder: @unchecked Sendable {
    static let frameShift = Int(CODA_SPHINX_FRAME_SHIFT)
    static let cepstra = Int(CODA_SPHINX_CEPSTRA)

    /// One stretch of the best path; words, silences and noises alike.
    struct Segment {
        var text: String
        var frames: ClosedRange<Int>
        /// Probability among all paths of the lattice.
        var posterior: Double
    }

    private let handle: OpaquePointer

    /// Blocks while it loads.
    init(model: PocketSphinxModel, settings: PocketSphinxSettings) throws(SpeechError) {
        var cause = [CChar](repeating: 0, count: 256)
        let created = unsafe cause.withUnsafeMutableBufferPointer { cause in
            unsafe coda_sphinx_create(
                model.acousticFolder, model.languageModel, model.dictionary, settings.text, cause.baseAddress, cause.count)
        }
        guard let created = unsafe created else {
            let text = String(decoding: cause.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw .model(path: model.acousticFolder, cause: "\(text); run `make models`")
        }
        unsafe handle = created
    }

    deinit { unsafe coda_sphinx_free(handle) }

    /// Begins an utterance that is searched so widely.
    func begin(_ width: SearchWidth) throws(SpeechError) {
        unsafe coda_sphinx_set_width(handle, Int32(clamping: width.wordsPerFrame), Int32(clamping: width.modelsPerFrame))
        try check(unsafe coda_sphinx_begin(handle), "begin an utterance")
    }

    /// Cepstra of the next samples, `cepstra` floats a frame, appended to `frames`.
    func extract(_ samples: ArraySlice<Int16>, into frames: inout [Float]) throws(SpeechError) {
        guard !samples.isEmpty else { return }
        let start = frames.count
        let room = samples.count / Self.frameShift + 2
        frames.append(contentsOf: repeatElement(0, count: room * Self.cepstra))
        let made = unsafe samples.withUnsafeBufferPointer { samples in
            unsafe frames.withUnsafeMutableBufferPointer { frames -> Int32 in
                guard let from = samples.baseAddress, let to = frames.baseAddress else { return -1 }
                return unsafe coda_sphinx_cepstra(handle, from, samples.count, to + start, room)
            }
        }
        frames.removeLast((room - max(0, Int(made))) * Self.cepstra)
        try check(min(made, 0), "extract features")
    }

    /// The frame that is left at the end of the sound, if any.
    func extractLast(into frames: inout [Float]) throws(SpeechError) {
        var frame = [Float](repeating: 0, count: Self.cepstra)
        let made = unsafe frame.withUnsafeMutableBufferPointer { frame in
            unsafe frame.baseAddress.map { unsafe coda_sphinx_last_cepstra(handle, $0) } ?? -1
        }
        try check(min(made, 0), "extract the last feature")
        if made > 0 { frames += frame }
    }

    /// Searches normalised cepstra; takes 0.1 to 0.25 of their duration.
    func search(_ frames: [Float]) throws(SpeechError) {
        guard !frames.isEmpty else { return }
        let status = unsafe frames.withUnsafeBufferPointer { frames in
            unsafe frames.baseAddress.map { unsafe coda_sphinx_search(handle, $0, frames.count / Self.cepstra) } ?? -1
        }
        try check(status, "search")
    }

    func end() throws(SpeechError) { try check(unsafe coda_sphinx_end(handle), "end an utterance") }

    /// Finds the best path so far without ending the utterance; `segments` has it.
    func peek() throws(SpeechError) { try check(unsafe coda_sphinx_peek(handle), "look at an utterance") }

    /// The words so far.
    var hypothesis: String { unsafe coda_sphinx_hypothesis(handle).map { unsafe String(cString: $0) } ?? "" }

    /// The best path of the utterance that was ended or peeked at.
    var segments: [Segment] {
        var found: [Segment] = []
        var segment = unsafe coda_sphinx_segment()
        while unsafe coda_sphinx_next_segment(handle, &segment) {
            guard let text = unsafe segment.text else { continue }
            let first = Int(unsafe segment.first_frame)
            found.append(
                Segment(
                    text: unsafe String(cString: text), frames: first...max(first, Int(unsafe segment.last_frame)),
                    posterior: unsafe segment.posterior))
        }
        return found
    }

    private func check(_ status: Int32, _ operation: String) throws(SpeechError) {
        guard status == 0 else { throw .engine(operation: operation, cause: "PocketSphinx returned \(status)") }
    }
}
