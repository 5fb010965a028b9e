internal import Language
internal import Memory
internal import Resources
internal import Synchronization

/// Draws facts from what people said with a language model: several turns at once, a while after the last, never while somebody waits.
final class ModelFacts: Sendable {
    typealias Keep = @Sendable ([StatedFact], PersonalMemory.Said) async -> Void

    private struct Waiting {
        var said: [PersonalMemory.Said]
        var last: ContinuousClock.Instant
    }

    private struct State {
        var waiting: [MemoryOwner: Waiting] = [:]
        /// No model is asked before then.
        var resume: ContinuousClock.Instant?
    }

    /// Turns asked about at once.
    private static let batch = 8
    /// A conversation that has paused for so long can be asked about.
    private static let pause = Duration.seconds(30)
    /// Between two looks.
    static let look = Duration.seconds(10)
    /// After a failure.
    private static let rest = Duration.seconds(300)
    private static let patience = Duration.seconds(30)
    private static let mostPeople = 256
    /// Shorter remarks state nothing.
    private static let fewestWords = 4

    private let model: any LanguageModel
    private let failure: FirstFailure
    private let state = Mutex(State())

    /// - Parameter say: told when the model begins to fail; nobody's words are in it.
    init(_ model: any LanguageModel, say: @escaping @Sendable (String) -> Void) {
        self.model = model
        failure = FirstFailure(say)
    }

    /// Something was said of which nothing was drawn on this machine. Returns at once.
    func hear(_ said: PersonalMemory.Said, at now: ContinuousClock.Instant = .now) {
        let words = Cacheable.words(of: said.text)
        guard words.count >= Self.fewestWords, !Cacheable.isQuestion(words) else { return }
        state.withLock { state in
            guard state.waiting[said.owner] != nil || state.waiting.count < Self.mostPeople else { return }
            var waiting = state.waiting[said.owner] ?? Waiting(said: [], last: now)
            waiting.said.append(said)
            if waiting.said.count > Self.batch { waiting.said.removeFirst() }
            waiting.last = now
            state.waiting[said.owner] = waiting
        }
    }

    /// Asks about the conversations that have paused.
    func workOff(at now: ContinuousClock.Instant, _ keep: Keep) async {
        let due = state.withLock { state -> [[PersonalMemory.Said]] in
            if let resume = state.resume, now < resume { return [] }
            let due = state.waiting.filter { now - $0.value.last >= Self.pause || $0.value.said.count >= Self.batch }
            for owner in due.keys { state.waiting[owner] = nil }
            return due.sorted { $0.key < $1.key }.map(\.value.said)
        }
        for said in due {
            guard let last = said.last, !Task.isCancelled else { return }
            let turns = said.map(\.text)
            guard let answer = await answer(to: turns) else {
                // What they said stays an episode at most: the next conversation is asked about again.
                state.withLock { $0.resume = now + Self.rest }
                return
            }
            await keep(FactPrompt.read(answer, about: turns) ?? [], last)
        }
    }

    /// `nil` where there is none, or not a whole one.
    private func answer(to turns: [String]) async -> String? {
        var prompt = FactPrompt.prompt(turns)
        prompt.firstWordWithin = Self.patience
        let (events, entrance) = AsyncStream.makeStream(of: ModelEvent.self)
        let job = model.stream(prompt) { event in
            entrance.yield(event)
            switch event {
            case .finished, .failed: entrance.finish()
            default: break
            }
        }
        var text = ""
        for await event in events {
            switch event {
            case .text(let piece): text += piece
            case .finished(.complete):
                failure.worked()
                return text
            case .finished: return failed("its answer was not whole")
            case .failed(let reason): return failed(reason.kind.rawValue)
            default: break
            }
        }
        job.cancel()
        return nil
    }

    private func failed(_ reason: String) -> String? {
        failure.failed(
            "the language model draws nothing from conversations just now (\(reason)): what they say is remembered as far as "
                + "it is understood without one")
        return nil
    }
}
