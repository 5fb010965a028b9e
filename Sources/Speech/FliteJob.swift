internal import Audio
internal import Synchronization

/// One clause on its way through Flite.
final class FliteJob: SynthesisJob {
    private let clause: SpokenClause
    private let frontEnd: @Sendable (String) -> String
    private let deliver: @Sendable (SynthesisEvent) -> Void
    private let cancelled = Atomic(false)

    init(
        clause: SpokenClause, frontEnd: @escaping @Sendable (String) -> String,
        deliver: @escaping @Sendable (SynthesisEvent) -> Void
    ) {
        self.clause = clause
        self.frontEnd = frontEnd
        self.deliver = deliver
    }

    func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// The workers' queue is full.
    func refuse() { deliver(.failed(.busy)) }

    /// Speaks piece after piece; called once, on a worker thread.
    func run() {
        guard !isCancelled else { return }
        guard let voice = FliteVoice.named(clause.voice) else {
            return deliver(.failed(.voice(clause.voice, known: FliteVoice.names)))
        }
        let spoken = frontEnd(clause.text)
        let pieces = FliteText.pieces(spoken)
        let outbox = Outbox(FlitePlan(clause.text, spoken: spoken, pieces: pieces, frontEnd: frontEnd), pauses: pauses)
        do throws(SpeechError) {
            for piece in pieces where !isCancelled { try speak(piece, voice, outbox) }
            if isCancelled { return }
            if !outbox.samples.isEmpty { deliver(.audio(outbox.samples)) }
            deliver(.finished)
        } catch {
            deliver(.failed(error))
        }
    }

    private var pauses: Double { clause.pauses.isFinite ? min(max(clause.pauses, 0.5), 2) : 1 }
    private var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    /// Samples on their way out, in chunks.
    private final class Outbox {
        var samples: [Int16] = []
        var trim: SilenceTrim
        var wrongRate: Int?
        var plan: FlitePlan
        /// Samples of the clause so far, those on their way included.
        var count = 0
        var pauses = PauseStretch()
        /// Where the words of the piece lie in it, until its silence is trimmed.
        var tokens: [Range<Int>]?

        init(_ plan: FlitePlan, pauses: Double) {
            self.plan = plan
            trim = SilenceTrim(pauses: pauses)
        }
    }

    private func speak(_ piece: String, _ voice: FliteVoice, _ box: Outbox) throws(SpeechError) {
        let pauses = pauses
        let plan = { (tokens: [Range<Int>], silences: [Range<Int>]) in
            box.pauses = PauseStretch(silences, by: pauses)
            box.tokens = tokens.map { box.pauses.place($0) }
        }
        let speed = clause.speed.isFinite ? min(max(clause.speed, 0.25), 4) : 1
        let pitch = clause.pitch.isFinite ? min(max(clause.pitch, -4), 4) : 0
        try voice.speak(piece, speed: speed, pitch: pitch, chunk: FliteSynthesizer.chunk, plan: plan) { samples, rate in
            guard !self.isCancelled else { return false }
            guard rate == FliteVoice.sampleRate else {
                box.wrongRate = rate
                return false
            }
            self.send(box.trim.push(box.pauses.push(samples)), box)
            return !self.isCancelled
        }
        if let rate = box.wrongRate {
            throw .engine(operation: "speak", cause: "the voice speaks at \(rate) Hz; only \(FliteVoice.sampleRate) Hz is supported")
        }
        if !isCancelled { send(box.trim.finish(), box) }
    }

    private func send(_ samples: [Int16], _ box: Outbox) {
        if let tokens = box.tokens, !samples.isEmpty {
            box.tokens = nil
            let words = box.plan.next(tokens, at: box.count - box.trim.taken, notBefore: box.count)
            if !words.isEmpty { deliver(.words(words)) }
        }
        box.count += samples.count
        box.samples += samples
        var start = 0
        while box.samples.count - start >= FliteSynthesizer.chunk, !isCancelled {
            deliver(.audio(Array(box.samples[start..<start + FliteSynthesizer.chunk])))
            start += FliteSynthesizer.chunk
        }
        box.samples.removeFirst(start)
    }
}
