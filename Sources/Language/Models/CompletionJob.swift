internal import Network
internal import Synchronization

/// One answer, over as many requests as it takes.
///
/// What happens is decided under the lock and done outside it. Events of a request that was given up are known by its number.
final class CompletionJob: ModelJob {
    struct State {
        var isOver = false
        /// Counts requests; the number tells a request's events from those of one before.
        var request = 0
        var endpoint = 0
        /// Endpoints that will not take this prompt, or have no right key.
        var excluded: Set<Int> = []
        /// Endpoints that were given their share of the time to the first sign.
        var asked: Set<Int> = []
        var attempt: CompletionAttempt?
        var transfer: HTTPTransfer?
        var timer: Task<Void, Never>?
        /// Spoken so far, over all requests.
        var said = ""
        var began = ContinuousClock.now
        var hasFirstWord = false
        /// When the first sign of the answer must have come; `nil` once it has.
        var deadline: ContinuousClock.Instant?
    }

    private let prompt: ModelPrompt
    private let model: CompletionModel
    private let deliver: @Sendable (ModelEvent) -> Void
    private let state = Mutex(State())

    init(_ prompt: ModelPrompt, _ model: CompletionModel, deliver: @escaping @Sendable (ModelEvent) -> Void) {
        self.prompt = prompt
        self.model = model
        self.deliver = deliver
        if let limit = prompt.firstWordWithin { state.withLock { $0.deadline = $0.began + limit } }
    }

    func begin() {
        guard let index = model.choose(after: 0, excluding: []) else {
            end(with: ModelFailure(.unreachable, "no language model is taken to work just now: it is tried again shortly"))
            return
        }
        request(from: index)
    }

    func cancel() {
        let (transfer, timer, endpoint) = state.withLock { state -> (HTTPTransfer?, Task<Void, Never>?, Int?) in
            guard !state.isOver else { return (nil, nil, nil) }
            state.isOver = true
            return (state.transfer, state.timer, state.attempt == nil ? nil : state.endpoint)
        }
        timer?.cancel()
        transfer?.cancel()
        if let endpoint { model.gaveUp(endpoint) }
    }

    // MARK: One request

    private func request(from index: Int) {
        let endpoint = model.endpoints[index]
        let asked = state.withLock { state in
            state.asked.insert(index)
            return state.asked.union(state.excluded)
        }
        let others = model.openCount(excluding: asked)
        let begun = state.withLock { state -> (number: Int, prompt: ModelPrompt)? in
            guard !state.isOver else { return nil }
            // Whoever is still to be asked gets as long as this one.
            let share = state.deadline.map { ($0 - .now) / (others + 1) }
            state.request += 1
            state.endpoint = index
            let whole = state.said.isEmpty ? prompt : Continuation.prompt(prompt, after: state.said)
            state.attempt = CompletionAttempt(
                after: state.said, firstTokenTimeout: min(endpoint.firstTokenTimeout, share ?? endpoint.firstTokenTimeout),
                tokenTimeout: endpoint.tokenTimeout)
            return (state.request, whole)
        }
        guard let (number, whole) = begun else { return model.gaveUp(index) }
        let transfer = model.client.stream(CompletionRequest.call(whole, endpoint)) { [self] in heard($0, request: number) }
        // Ends with the request it watches over, at the latest at the request's own limit.
        let timer = Task { [weak self] in
            while let self, let wait = self.patience(request: number) {
                if wait <= .zero { return self.timedOut(request: number) }
                try? await Task.sleep(for: min(wait, endpoint.tokenTimeout))
                if Task.isCancelled { return }
            }
        }
        let isOver = state.withLock { state in
            guard !state.isOver, state.request == number, state.attempt != nil else { return true }
            state.transfer = transfer
            state.timer = timer
            return false
        }
        if isOver {
            transfer.cancel()
            timer.cancel()
        }
    }

    /// How long the request may still be silent; `nil` once it is over.
    private func patience(request: Int) -> Duration? {
        state.withLock { state in
            guard !state.isOver, state.request == request, let attempt = state.attempt else { return nil }
            return attempt.silentAt - .now
        }
    }

    private func timedOut(request: Int) {
        let what = "the model's server sent no word in time: check its load, or allow more time"
        settle(request: request) { _ in .broke(ModelFailure(.timedOut, what), retryAfter: nil) }
    }

    private func heard(_ event: HTTPStreamEvent, request: Int) {
        settle(request: request) { $0.take(event) }
    }

    /// Takes a step of the current request, delivers what it gave, and goes on where it ended.
    private func settle(request: Int, _ step: (inout CompletionAttempt) -> CompletionAttempt.Step) {
        struct Result {
            var events: [ModelEvent] = []
            var outcome: CompletionAttempt.Step = .goes
            var endpoint = 0
            var said = ""
            var firstWord: Duration?
        }
        let result = state.withLock { state -> Result? in
            guard !state.isOver, state.request == request, var attempt = state.attempt else { return nil }
            var result = Result(endpoint: state.endpoint)
            result.outcome = step(&attempt)
            result.events = attempt.takeEvents()
            if attempt.hasBegun { state.deadline = nil }
            for case .text(let text) in result.events {
                if !state.hasFirstWord { result.firstWord = .now - state.began }
                state.hasFirstWord = true
                state.said += text
            }
            switch result.outcome {
            case .goes: state.attempt = attempt
            case .broke, .ended:
                state.attempt = nil
                state.timer?.cancel()
                if case .broke = result.outcome { state.transfer?.cancel() }
                state.transfer = nil
            }
            result.said = state.said
            return result
        }
        guard let result else { return }
        if let firstWord = result.firstWord { model.note(firstWord: firstWord) }
        for event in result.events { tell(event) }
        switch result.outcome {
        case .goes: break
        case .ended(let finish, let usage):
            model.succeeded(result.endpoint)
            complete(finish, usage, said: result.said, endpoint: result.endpoint)
        case .broke(let failure, let retryAfter): recover(failure, retryAfter: retryAfter, endpoint: result.endpoint)
        }
    }

    private func complete(_ finish: ModelFinish, _ usage: ModelUsage?, said: String, endpoint: Int) {
        var usage =
            usage ?? ModelUsage(input: prompt.estimatedTokens, output: max(1, ModelPrompt.tokens(said)), isEstimated: true)
        usage.cost = model.endpoints[endpoint].cost(usage)
        model.note(cost: usage.cost)
        tell(.usage(usage))
        let isFirst = state.withLock { state in
            defer { state.isOver = true }
            return !state.isOver
        }
        if isFirst { deliver(.finished(finish)) }
    }

    private func tell(_ event: ModelEvent) { if !state.withLock({ $0.isOver }) { deliver(event) } }

    private func end(with failure: ModelFailure) {
        let isFirst = state.withLock { state in
            defer { state.isOver = true }
            return !state.isOver
        }
        if isFirst { deliver(.failed(failure)) }
    }

    // MARK: After a failure

    private func recover(_ failure: ModelFailure, retryAfter: Duration?, endpoint: Int) {
        let isFinal = failure.kind == .rejected || failure.kind == .unauthorized
        // A prompt it will not take says nothing of how the endpoint does.
        if failure.kind == .rejected { model.gaveUp(endpoint) } else { model.failed(endpoint, retryAfter: retryAfter) }
        let (requests, excluded, deadline) = state.withLock { state in
            if isFinal { state.excluded.insert(endpoint) }
            return (state.request, state.excluded, state.deadline)
        }
        let left = deadline.map { $0 - .now } ?? model.patience.longestWait
        guard left > .zero else { return end(with: failure) }
        let count = model.endpoints.count
        guard requests < max(model.patience.attempts, count), excluded.count < count else { return end(with: failure) }
        // Others first, at once; the same one again only after a pause.
        if let next = model.choose(after: endpoint + 1, excluding: excluded.union([endpoint])) {
            tell(.switchedEndpoint(name: model.endpoints[next].name, reason: failure.description))
            return request(from: next)
        }
        guard !isFinal else { return end(with: failure) }
        var wait = model.patience.pause * (1 << min(requests - 1, 6))
        wait += wait * Double.random(in: 0...0.5)
        if let retryAfter { wait = max(wait, retryAfter) }
        guard wait <= min(model.patience.longestWait, left) else { return end(with: failure) }
        // Ends after the pause; a job that is over by then does nothing more.
        let timer = Task { [self] in
            try? await Task.sleep(for: wait)
            guard !Task.isCancelled else { return }
            guard let next = model.choose(after: endpoint, excluding: excluded) else { return end(with: failure) }
            if next != endpoint { tell(.switchedEndpoint(name: model.endpoints[next].name, reason: failure.description)) }
            request(from: next)
        }
        let isOver = state.withLock { state in
            state.timer = timer
            return state.isOver
        }
        if isOver { timer.cancel() }
    }
}
