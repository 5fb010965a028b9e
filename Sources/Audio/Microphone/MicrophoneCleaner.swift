/// Takes echo and noise out of one microphone's stream and evens out its level, as its options say.
///
/// Sample for sample: what comes out stands for the same moment as what went in, 10 to 20 ms later. Echo is cancelled once its delay is known,
/// about a second after Coda first speaks; until then, and for two seconds at most, nothing is heard while Coda speaks.
package struct MicrophoneCleaner: ~Copyable, Sendable {
    package let options: MicrophoneOptions
    private var filter: SpeexFilter
    private var farEnd = FarEnd()
    private var delay = EchoDelay()
    /// The last second heard, by the microphone's clock: what the canceller learns the room from once it knows where to look.
    private var recent: SampleRing

    private var frame = [Int16](repeating: 0, count: SpeexFilter.frameLength)
    private var far = [Int16](repeating: 0, count: SpeexFilter.frameLength)
    /// Samples of the frame that are there.
    private var filled = 0
    /// Cleaned samples to come that stand for nothing heard.
    private var skipped = SpeexFilter.frameLength
    /// Samples heard; the microphone's own clock.
    private var heard: Int64 = 0
    /// Session time less the microphone's: the least seen, because sound that came late says nothing.
    private var offset: Int64?
    /// The offset that the measured delay goes by.
    private var reference: Int64 = 0
    /// What must be added to the microphone's time to find the far end of its echo.
    private var alignment: Int64?
    /// Frames in which an echo may have been heard while its delay was not known.
    private var unsureFrames = 0

    /// Where no echo was found in so many frames, there is none.
    private static let unsureLimit = 200
    /// Samples the canceller learns a room from: 1 s, which costs as much as 5 ms of work.
    private static let lesson = 16_000
    /// An echo may come so much earlier than was measured, in samples: the canceller cannot look back.
    private static let margin: Int64 = 128
    /// A microphone that comes so much later than before has paused.
    private static let pause: Int64 = 8_000
    /// Where a smaller change of the offset is noticed, the measuring goes on as it was.
    private static let tolerance: Int64 = 160
    /// The canceller finds an echo that moved by so little.
    private static let slack: ClosedRange<Int64> = -64...160

    package init(_ options: MicrophoneOptions) throws(MicrophoneError) {
        self.options = options
        recent = SampleRing(capacity: Self.lesson)
        filter = try SpeexFilter(options)
    }

    /// How long after it was due at the ear a sound comes back through the microphone, in samples; `nil` while that is not known.
    package var echoDelay: Int? { delay.delay }

    /// Notes what was sent to be played.
    package mutating func play(_ sound: Span<Int16>, at now: SessionTime) {
        if options.cancelsEcho { farEnd.play(sound, at: now) }
    }

    /// Takes the next samples heard, which arrived at `now`, and appends what is clean.
    package mutating func push(_ samples: Span<Int16>, at now: SessionTime, into clean: inout [Int16]) {
        if options.cancelsEcho { synchronize(now.samples - heard - Int64(samples.count)) }
        for index in samples.indices {
            frame[filled] = samples[index]
            filled += 1
            heard += 1
            if filled == SpeexFilter.frameLength { process(into: &clean) }
        }
    }

    /// Appends what waits inside, as before a pause in the stream.
    package mutating func finish(into clean: inout [Int16]) {
        var owed = filled + SpeexFilter.frameLength - skipped
        guard owed > 0 else { return }
        var rest: [Int16] = []
        for _ in 0..<2 {
            while filled < SpeexFilter.frameLength {
                frame[filled] = 0
                filled += 1
            }
            process(into: &rest)
        }
        owed = min(owed, rest.count)
        clean += rest.prefix(owed)
        skipped = SpeexFilter.frameLength
        recent.shrink(keeping: 0)
    }

    private mutating func process(into clean: inout [Int16]) {
        filled = 0
        let start = heard - Int64(SpeexFilter.frameLength)
        if options.cancelsEcho { findEcho(start) }
        if let alignment {
            farEnd.copy(from: SessionTime(start + alignment + Self.margin), into: &far)
            filter.process(&frame, far: far)
        } else {
            filter.process(&frame, far: nil)
            if delay.isAudible, unsureFrames < Self.unsureLimit {
                unsureFrames += 1
                for index in frame.indices { frame[index] = 0 }
            }
        }
        let taken = min(skipped, frame.count)
        skipped -= taken
        clean += frame[taken...]
    }

    /// Looks in the frame that began at `start` for what was played, and follows its delay.
    private mutating func findEcho(_ start: Int64) {
        farEnd.copy(from: SessionTime(start + reference), into: &far)
        delay.push(near: frame, far: far)
        recent.append(frame)
        guard let found = delay.delay else { return }
        let aligned = reference - Int64(found)
        if let alignment, Self.slack.contains(alignment - aligned) { return }
        alignment = aligned
        learnRoom(aligned)
    }

    private mutating func learnRoom(_ alignment: Int64) {
        filter.forgetRoom()
        let known = recent.count / SpeexFilter.frameLength * SpeexFilter.frameLength
        let end = recent.end
        for back in stride(from: known, to: SpeexFilter.frameLength, by: -SpeexFilter.frameLength) {
            let heardThen = recent.copy(from: end + -back, to: end + (SpeexFilter.frameLength - back))
            farEnd.copy(from: SessionTime(heard - Int64(back) + alignment + Self.margin), into: &far)
            filter.learn(heardThen, far: far)
        }
    }

    private mutating func synchronize(_ observed: Int64) {
        guard let earlier = offset else {
            offset = observed
            reference = observed
            return
        }
        if observed > earlier + Self.pause {
            alignment? += observed - earlier
            offset = observed
            delay.restart(less: 0)
            reference = observed
        } else if observed < earlier {
            offset = observed
            guard reference - observed > Self.tolerance else { return }
            delay.restart(less: Int(reference - observed))
            reference = observed
        }
    }
}
