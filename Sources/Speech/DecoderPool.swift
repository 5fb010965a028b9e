internal import Resources
internal import Synchronization
internal import Telemetry

/// Decoders shared by all sessions, leased for an utterance each; who finds none waits in line.
final class DecoderPool: Sendable {
    private struct Waiter {
        weak var utterance: PocketSphinxUtterance?
        let since = CoarseClock.milliseconds
    }

    private struct State {
        var free: [SphinxDecoder] = []
        var line: [Waiter] = []
        var loaded = 0
        var leases = 0
        var waits = 0
        var loadingSeconds = 0.0
    }

    private let state = Mutex(State())
    private let model: PocketSphinxModel
    private let settings: PocketSphinxSettings
    private let isFast = Atomic(false)

    init(model: PocketSphinxModel, settings: PocketSphinxSettings) {
        self.model = model
        self.settings = settings
    }

    /// Decoders that are loaded, free or leased.
    var loaded: Int { state.withLock { $0.loaded } }
    var free: Int { state.withLock { $0.free.count } }

    /// - Parameters:
    ///   - queue: of the threads that decode.
    ///   - oldestWait: in it.
    func occupancy(_ queue: QueueLoad, oldestWait: Duration) -> RecognizerOccupancy {
        state.withLock { state in
            let first = state.line.first { $0.utterance != nil }
            let wait = first.map { Duration.milliseconds(CoarseClock.milliseconds - $0.since) } ?? .zero
            return RecognizerOccupancy(
                slots: state.loaded, free: state.free.count, waiting: state.line.count, leases: state.leases, waits: state.waits,
                loadingSeconds: state.loadingSeconds, oldestWait: max(wait, oldestWait), queue: queue)
        }
    }

    func decode(fast: Bool) { isFast.store(fast, ordering: .relaxed) }

    /// How widely the next utterance is searched.
    var width: SearchWidth { isFast.load(ordering: .relaxed) ? settings.fastWidth : settings.width }

    /// A decoder now, or a place in the line.
    func lease(for utterance: PocketSphinxUtterance) -> SphinxDecoder? {
        state.withLock { state in
            if let decoder = state.free.popLast() {
                state.leases += 1
                return decoder
            }
            state.waits += 1
            state.line.append(Waiter(utterance: utterance))
            return nil
        }
    }

    func leave(_ utterance: PocketSphinxUtterance) {
        state.withLock { $0.line.removeAll { $0.utterance == nil || $0.utterance === utterance } }
    }

    /// Hands a decoder to the first in line who still wants it, or keeps it.
    func giveBack(_ decoder: SphinxDecoder) {
        while let next = nextInLine(orKeep: decoder) {
            if next.grant(decoder) { return }
        }
    }

    private func nextInLine(orKeep decoder: SphinxDecoder) -> PocketSphinxUtterance? {
        state.withLock { state in
            while !state.line.isEmpty {
                if let utterance = state.line.removeFirst().utterance {
                    state.leases += 1
                    return utterance
                }
            }
            state.free.append(decoder)
            return nil
        }
    }

    /// A decoder that failed is not used again; another takes its place as soon as it is loaded.
    func replaceOne() {
        state.withLock { $0.loaded -= 1 }
        loadInBackground(1)
    }

    /// Loads `count` more, one after the other, on a thread that yields to everything else.
    func loadInBackground(_ count: Int) {
        guard count > 0 else { return }
        spawnThread(name: "sphinx-load", nice: 10) { [weak self] in
            for _ in 0..<count {
                let before = ProcessorTime.ofThread
                let failure = self?.loadOne()
                self?.state.withLock { $0.loadingSeconds += ProcessorTime.ofThread - before }
                guard failure == nil else { return }
            }
        }
    }

    /// Loads `count` decoders at once, a thread each.
    func load(_ count: Int) async throws(SpeechError) {
        let failure = await withTaskGroup(of: SpeechError?.self) { group in
            for _ in 0..<count {
                group.addTask {
                    await withCheckedContinuation { loaded in
                        spawnThread(name: "sphinx-load") { loaded.resume(returning: self.loadOne()) }
                    }
                }
            }
            return await group.reduce(nil) { $0 ?? $1 }
        }
        if let failure { throw failure }
    }

    /// Blocks while one decoder loads; returns why it could not.
    private func loadOne() -> SpeechError? {
        do throws(SpeechError) {
            let decoder = try SphinxDecoder(model: model, settings: settings)
            state.withLock { $0.loaded += 1 }
            giveBack(decoder)
            return nil
        } catch {
            return error
        }
    }
}
