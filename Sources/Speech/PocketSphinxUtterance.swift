internal import Resources
internal import Synchronization
internal import Telemetry

/// One utterance: a queue of sound, and at most one job at a time that decodes it.
///
/// A job decodes one piece and lines up again, so that utterances share the threads; a finished utterance goes before those
/// that still listen, because somebody waits for it.
final class PocketSphinxUtterance: Utterance {
    /// Samples that may wait for a decoder: 2 s.
    static let patience = 32_000
    /// Samples a job decodes before others have their turn: 200 ms, about 30 ms of work.
    static let piece = 3_200

    /// Answered peeks that may still be accepted: who accepts one may not have seen the latest yet.
    static let peeksKept = 4

    private enum Action {
        case nothing
        case submit(job: Int, WorkPriority)
        case leaveLine(SpeechError?)
        case giveBack(SphinxDecoder)
    }

    private let state = Mutex(State())
    private let pool: DecoderPool
    private let workers: WorkerPool
    private let speaker: SpeakerAdaptation
    private let deliver: @Sendable (RecognitionEvent) -> Void
    private let finishedPatience: Duration
    private let trace: SpanContext
    private let decoderWait: SpanStart

    init(
        pool: DecoderPool, workers: WorkerPool, speaker: SpeakerAdaptation, finishedPatience: Duration, trace: SpanContext,
        deliver: @escaping @Sendable (RecognitionEvent) -> Void
    ) {
        self.pool = pool
        self.workers = workers
        self.speaker = speaker
        self.finishedPatience = finishedPatience
        self.trace = trace
        decoderWait = trace.begin(.decoderWait)
        self.deliver = deliver
    }

    /// A caller who forgets an utterance takes no decoder with it.
    deinit {
        state.withLock { state in
            if case .idle(let pass) = state.stage { pool.giveBack(pass.decoder) }
        }
    }

    func push(_ samples: [Int16]) {
        perform(
            state.withLock { state in
                guard !state.finished, !state.abandoned else { return .nothing }
                switch state.stage {
                case .over: return .nothing
                case .waiting where state.left + samples.count > Self.patience:
                    state.stage = .over
                    state.samples = []
                    return .leaveLine(.busy)
                default:
                    state.samples += samples
                    return Self.queue(&state)
                }
            })
    }

    func peek(_ tag: Int) {
        perform(
            state.withLock { state in
                guard !state.finished, !state.abandoned else { return .nothing }
                state.peek = (tag, state.samples.count)
                return Self.queue(&state, urgent: true)
            })
    }

    func finish(accepting tag: Int?) {
        let (waits, known) = state.withLock { state -> (Bool, Transcript?) in
            guard !state.finished, !state.abandoned else { return (false, nil) }
            state.finished = true
            state.peek = nil
            if case .waiting = state.stage { return (true, nil) }
            guard let peeked = state.peeked.last(where: { $0.tag == tag }) else { return (false, nil) }
            // A job still has to give the decoder back; it must not tell anything any more.
            state.accepted = true
            state.samples = []
            state.taken = 0
            return (false, peeked.transcript)
        }
        if let known { deliver(.final(known)) }
        guard waits else { return perform(state.withLock { Self.queue(&$0, urgent: true) }) }
        // No more sound comes that could overflow, so the clock has to end this wait; the task ends with it.
        Task { [finishedPatience] in
            try? await Task.sleep(for: finishedPatience)
            self.giveUpWaiting()
        }
    }

    func abandon() {
        perform(
            state.withLock { state in
                state.abandoned = true
                state.samples = []
                state.taken = 0
                switch state.stage {
                case .waiting:
                    state.stage = .over
                    return .leaveLine(nil)
                case .idle(let pass), .queued(let pass, _):
                    state.stage = .over
                    return .giveBack(pass.decoder)
                case .running, .over: return .nothing
                }
            })
    }

    /// Offers a decoder to an utterance that waits for one; `false` where it no longer does.
    func grant(_ decoder: SphinxDecoder) -> Bool {
        let pass = SphinxPass(decoder: decoder, width: pool.width, prior: speaker.coefficients, trace: trace)
        let action = state.withLock { state -> Action? in
            guard case .waiting = state.stage, !state.abandoned else { return nil }
            state.stage = .idle(pass)
            return Self.queue(&state)
        }
        guard let action else { return false }
        trace.end(decoderWait)
        perform(action)
        return true
    }

    private func giveUpWaiting() {
        perform(
            state.withLock { state in
                guard case .waiting = state.stage else { return .nothing }
                state.stage = .over
                state.samples = []
                return .leaveLine(.busy)
            })
    }

    /// Queues a job where there is something to do and none is queued; an urgent one takes the place of one that is.
    private static func queue(_ state: inout State, urgent: Bool = false) -> Action {
        let pass: SphinxPass
        switch state.stage {
        case .idle(let idle) where state.hasWork: pass = idle
        case .queued(let queued, _) where urgent: pass = queued
        default: return .nothing
        }
        state.jobs += 1
        state.stage = .queued(pass, job: state.jobs)
        return .submit(job: state.jobs, state.finished || state.peek != nil ? .liveTurn : .speculation)
    }

    private func perform(_ action: Action) {
        switch action {
        case .nothing: break
        case .submit(let job, let priority):
            let wait = trace.begin(.recognizerWait)
            if !workers.submit(priority, { self.run(job, wait) }) { refuse(job) }
        case .leaveLine(let error):
            pool.leave(self)
            if let error { tell(.failed(error)) }
        case .giveBack(let decoder): pool.giveBack(decoder)
        }
    }

    /// The workers' queue is full.
    private func refuse(_ job: Int) {
        let decoder = state.withLock { state -> SphinxDecoder? in
            guard case .queued(let pass, job) = state.stage else { return nil }
            state.stage = .over
            return pass.decoder
        }
        guard let decoder else { return }
        pool.giveBack(decoder)
        deliver(.failed(.busy))
    }

    private func tell(_ event: RecognitionEvent) {
        let deliver = deliver
        if !workers.submit(.liveTurn, { deliver(event) }) { deliver(event) }
    }

    private struct Work {
        var pass: SphinxPass
        let piece: ArraySlice<Int16>
        let peek: Int?
        let last: Bool
        /// Nobody waits for the transcript.
        let accepted: Bool
    }

    private func run(_ job: Int, _ wait: SpanStart) {
        let work = state.withLock { state -> Work? in
            guard case .queued(let pass, job) = state.stage else { return nil }
            state.stage = .running
            let piece = state.take()
            return Work(
                pass: pass, piece: piece, peek: state.takePeek(), last: state.finished && state.left == 0, accepted: state.accepted)
        }
        guard var work else { return }
        trace.end(wait)
        do throws(SpeechError) {
            if let text = try work.pass.push(work.piece), !work.last { deliver(.partial(text)) }
            if let tag = work.peek { peeked(tag, try work.pass.peek()) }
            if work.last {
                let transcript = work.accepted ? nil : try work.pass.finish()
                if work.accepted { try work.pass.drop() }
                if let learnt = work.pass.learnt { speaker.coefficients = learnt }
                end(work.pass, transcript)
            } else {
                goOn(work.pass)
            }
        } catch {
            let told = state.withLock { state in
                state.stage = .over
                return state.accepted
            }
            pool.replaceOne()
            if !told { deliver(.failed(error)) }
        }
    }

    private func peeked(_ tag: Int, _ transcript: Transcript) {
        let isWanted = state.withLock { state in
            guard !state.finished, !state.abandoned else { return false }
            if state.peeked.count == Self.peeksKept { state.peeked.removeFirst() }
            state.peeked.append((tag, transcript))
            return true
        }
        if isWanted { deliver(.peeked(tag, transcript)) }
    }

    /// Gives the decoder back first: whoever hears the result may open the next utterance at once.
    private func end(_ pass: SphinxPass, _ transcript: Transcript?) {
        let abandoned = state.withLock { state in
            state.stage = .over
            return state.abandoned
        }
        pool.giveBack(pass.decoder)
        if !abandoned, let transcript { deliver(.final(transcript)) }
    }

    private func goOn(_ pass: SphinxPass) {
        perform(
            state.withLock { state in
                guard !state.abandoned else {
                    state.stage = .over
                    return .giveBack(pass.decoder)
                }
                state.stage = .idle(pass)
                return Self.queue(&state)
            })
    }
}
