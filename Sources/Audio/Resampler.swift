internal import CSoxr

/// A sample type that `Resampler` takes: 16-bit or in -1...1.
package protocol ResamplerSample: BitwiseCopyable, Sendable, ExpressibleByIntegerLiteral {}
extension Int16: ResamplerSample {}
extension Float: ResamplerSample {}

/// What a resampler is for.
package enum ResamplerQuality: Sendable {
    /// Live sound: speech keeps its band (flat to 0.68 of the lower rate's half), little sound waits inside.
    ///
    /// Measured with pushes of 20 ms: 24 to 16 kHz and back 5.3 ms wait on average and 9.3 ms at most; 44.1 and 48 to 16 kHz the same
    /// within 1 ms; 8 to 16 kHz and back up to 29 ms, because soxr doubles and halves in longer blocks.
    /// The next better recipe holds up to 38 ms (8 kHz: 118 ms).
    case live
    /// Finished clips: flat to 0.91 of the band, 20 bits; what waits inside does not matter.
    case clip
}

/// Why no resampler could be made.
package enum ResamplerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// soxr refused the pair of rates, or memory ran out.
    case refused(from: SampleRate, to: SampleRate, cause: String)

    package var description: String {
        switch self {
        case .refused(let from, let to, let cause): "cannot resample from \(from.hertz) to \(to.hertz) Hz: \(cause)"
        }
    }
}

/// Changes the rate of a stream of mono sound, a piece at a time.
///
/// Positions are kept: an output sample stands for the same moment as the input around it; some input waits inside until more comes.
/// Equal rates pass through untouched. 20 ms cost about 8 us. One thread at a time. 16-bit output is not dithered, so equal input gives equal output.
@safe
package struct Resampler<Sample: ResamplerSample>: ~Copyable {
    package let input: SampleRate
    package let output: SampleRate
    /// `nil` where the rates are equal.
    private let handle: OpaquePointer?

    package init(from input: SampleRate, to output: SampleRate, quality: ResamplerQuality = .live) throws(ResamplerError) {
        self.input = input
        self.output = output
        guard input != output else {
            unsafe handle = nil
            return
        }
        let type = Sample.self == Int16.self ? SOXR_INT16_I : SOXR_FLOAT32_I
        var streams = unsafe soxr_io_spec(type, type)
        unsafe streams.flags = UInt(SOXR_NO_DITHER)
        let recipe = quality == .live ? SOXR_LQ : Int32(SOXR_20_BITQ)
        var filter = unsafe soxr_quality_spec(UInt(recipe), 0)
        var blocks = unsafe soxr_runtime_spec(1)
        // The shortest blocks soxr knows: longer ones make sound wait.
        if quality == .live { unsafe blocks.log2_min_dft_size = 8 }
        var error: soxr_error_t?
        let handle = unsafe soxr_create(Double(input.hertz), Double(output.hertz), 1, &error, &streams, &filter, &blocks)
        guard let handle = unsafe handle else {
            let cause = unsafe error.map { unsafe String(cString: $0) } ?? "out of memory"
            throw .refused(from: input, to: output, cause: cause)
        }
        unsafe self.handle = handle
    }

    deinit { if let handle = unsafe handle { unsafe soxr_delete(handle) } }

    // Unspecialised, the array's growth alone costs 300 us a frame.
    /// Takes the next samples and appends to `result` what is ready.
    @specialized(where Sample == Int16)
    @specialized(where Sample == Float)
    package mutating func push(_ samples: Span<Sample>, into result: inout [Sample]) {
        guard !samples.isEmpty else { return }
        guard unsafe handle != nil else {
            let start = result.count
            result.append(contentsOf: repeatElement(0, count: samples.count))
            var target = result.mutableSpan
            for index in samples.indices { target[start + index] = samples[index] }
            return
        }
        unsafe samples.withUnsafeBufferPointer { unsafe process($0, into: &result) }
    }

    package mutating func push(_ samples: [Sample], into result: inout [Sample]) { push(samples.span, into: &result) }

    /// Appends what waited inside; the next push begins a new stream.
    @specialized(where Sample == Int16)
    @specialized(where Sample == Float)
    package mutating func flush(into result: inout [Sample]) {
        guard let handle = unsafe handle else { return }
        unsafe process(nil, into: &result)
        let error = unsafe soxr_clear(handle)
        unsafe precondition(error == nil, "soxr could not begin anew")
    }

    /// Feeds `samples`, or the end of the stream where `nil`, until soxr has no more to give.
    @specialized(where Sample == Int16)
    @specialized(where Sample == Float)
    private func process(_ samples: UnsafeBufferPointer<Sample>?, into result: inout [Sample]) {
        let count = unsafe samples?.count ?? 0
        var consumed = 0
        var room = count * output.hertz / input.hertz + 64
        repeat {
            let start = result.count
            result.append(contentsOf: repeatElement(0, count: room))
            var taken = 0
            var made = 0
            let error = unsafe result.withUnsafeMutableBufferPointer { target in
                let source = unsafe samples?.baseAddress.map { unsafe UnsafeRawPointer($0 + consumed) }
                let target = unsafe target.baseAddress.map { unsafe UnsafeMutableRawPointer($0 + start) }
                return unsafe soxr_process(handle, source, count - consumed, &taken, target, room, &made)
            }
            unsafe precondition(error == nil, "soxr refused samples it had accepted the format of")
            result.removeLast(room - made)
            consumed += taken
            if consumed == count && made < room { return }
            room = 1_024
        } while true
    }
}

// The handle has one owner and no tie to the thread that made it.
extension Resampler: @unchecked Sendable {}
