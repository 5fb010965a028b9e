internal import Resources
internal import Synchronization

/// One utterance: a queue of sound, and at most one job at a time that decodes it.
///
/// A job decodes one piece and lines up again, so that utterances share the threads; a finished utterance goes before those
/// that still listen, because somebody waits for it.
final class PocketSphinxUtterance: Utterance {
    /// Samples that may wait for a decoder: 2 s.
    static let patience = 32_000
    /// Samples a job decodes before others have their turn: 200 ms, about 30 ms of work.
    static let piece = 3_200

    private enum Stage {
        /// In line for a decoder.
        case waiting
        /// Has a decoder and nothing to do.
        case idle(SphinxPass)
        /// A job is queued; those with another number are void.
        case queued(SphinxPass, job: Int)
        /// A job is running and holds the pass.
        case running
        case over
    }

    private struct State {
        var stage = Stage.waiting
        var samples: [Int16] = []
        var taken = 0
        var finished = false
        var abandoned = false
        var jobs = 0

        var left: Int { samples.count - taken }

        mutating func take() -> ArraySlice<Int16> {
            let end = min(samples.count, taken + PocketSphinxUtterance.piece)
            let piece = samples[taken..<end]
            taken = end
            if taken == samples.count {
                samples = []
                taken = 0
            }
            return piece
        }
    }

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

    init(
        pool: DecoderPool, workers: WorkerPool, speaker: SpeakerAdaptation, finishedPatience: Duration,
        deliver: @escaping @Sendable (RecognitionEvent) -> Void
    ) {
        self.pool = pool
        self.workers = workers
        self.speaker = speaker
        self.finishedPatience = finishedPatience
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

    func finish() {
        let waits = state.withLock { state -> Bool in
            guard !state.finished, !state.abandoned else { return false }
            state.finished = true
            if case .waiting = state.stage { return true }
            return false
        }
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
        let pass = SphinxPass(decoder: decoder, prior: speaker.coefficients)
        let action = state.withLock { state -> Action? in
            guard case .waiting = state.stage, !state.abandoned else { return nil }
            state.stage = .idle(pass)
            return Self.queue(&state)
        }
        guard let action else { return false }
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
        case .idle(let idle) where state.left > 0 || state.finished: pass = idle
        case .queued(let queued, _) where urgent: pass = queued
        default: return .nothing
        }
        state.jobs += 1
        state.stage = .queued(pass, job: state.jobs)
        return .submit(job: state.jobs, state.finished ? .liveTurn : .speculation)
    }

    private func perform(_ action: Action) {
        switch action {
        case .nothing: break
        case .submit(let job, let priority):
            if !workers.submit(priority, { self.run(job) }) { refuse(job) }
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

    private func run(_ job: Int) {
        let work = state.withLock { state -> (pass: SphinxPass, piece: ArraySlice<Int16>, last: Bool)? in
            guard case .queued(let pass, job) = state.stage else { return nil }
            state.stage = .running
            let piece = state.take()
            return (pass, piece, state.finished && state.left == 0)
        }
        guard let work else { return }
        var pass = work.pass
        do throws(SpeechError) {
            if let text = try pass.push(work.piece), !work.last { deliver(.partial(text)) }
            if work.last {
                let transcript = try pass.finish()
                if let learnt = pass.learnt { speaker.coefficients = learnt }
                end(pass) { .final(transcript) }
            } else {
                goOn(pass)
            }
        } catch {
            state.withLock { $0.stage = .over }
            pool.replaceOne()
            deliver(.failed(error))
        }
    }

    /// Gives the decoder back first: whoever hears the result may open the next utterance at once.
    private func end(_ pass: SphinxPass, _ event: () -> RecognitionEvent) {
        let abandoned = state.withLock { state in
            state.stage = .over
            return state.abandoned
        }
        pool.giveBack(pass.decoder)
        if !abandoned { deliver(event()) }
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
