package import Network
internal import Synchronization

/// A language model behind one or several endpoints: the first that works answers, and another takes over where it fails.
package final class CompletionModel: LanguageModel {
    /// How often and after what waits a request is tried anew.
    package struct Patience: Sendable {
        /// Requests for one answer, over all endpoints; at least one for each endpoint.
        package var attempts = 3
        /// Before the second request to an endpoint; doubled each time, and up to half of it more at random.
        package var pause: Duration = .milliseconds(200)
        /// An endpoint that wants to be left alone for longer is not waited for.
        package var longestWait: Duration = .seconds(2)

        package init() {}
    }

    private struct State {
        var breakers: [CircuitBreaker]
        /// Seconds and money of the latest answers.
        var firstWords: [Double] = []
        var costs: [Double] = []
    }

    package let name: String
    let endpoints: [ModelEndpoint]
    let patience: Patience
    let client: HTTPClient
    private let state: Mutex<State>
    private let start = ContinuousClock.now

    /// - Parameter endpoints: in order of preference; at least one.
    package init(_ endpoints: [ModelEndpoint], patience: Patience = Patience(), client: HTTPClient = HTTPClient()) {
        precondition(!endpoints.isEmpty, "a language model needs an endpoint")
        name = endpoints[0].name
        self.endpoints = endpoints
        self.patience = patience
        self.client = client
        state = Mutex(State(breakers: endpoints.map { _ in CircuitBreaker() }))
    }

    package var standing: ModelStanding {
        let now = now
        return state.withLock { state in
            let sorted = state.firstWords.sorted()
            return ModelStanding(
                isAvailable: state.breakers.contains { $0.isOpen(now) },
                firstWord: sorted.isEmpty ? nil : sorted[min(sorted.count * 3 / 4, sorted.count - 1)], isLocal: endpoints[0].isLocal,
                cost: state.costs.isEmpty ? 0 : state.costs.reduce(0, +) / Double(state.costs.count))
        }
    }

    package func stream(_ prompt: ModelPrompt, deliver: @escaping @Sendable (ModelEvent) -> Void) -> any ModelJob {
        let job = CompletionJob(prompt, self, deliver: deliver)
        job.begin()
        return job
    }

    package func warmUp() { for endpoint in endpoints { client.warmUp(endpoint.models) } }

    // MARK: What the jobs learn

    private var now: Duration { ContinuousClock.now - start }

    /// The endpoint to ask next: the first, from `first` on and round, that is not paused. Asked for, it must be reported on.
    func choose(after first: Int, excluding: Set<Int>) -> Int? {
        let now = now
        return state.withLock { state in
            let order = endpoints.indices.map { (first + $0) % endpoints.count }
            return order.first { !excluding.contains($0) && state.breakers[$0].mayTry(now) }
        }
    }

    /// How many endpoints are not paused.
    func openCount(excluding: Set<Int>) -> Int {
        let now = now
        return state.withLock { state in
            endpoints.indices.count { !excluding.contains($0) && state.breakers[$0].isOpen(now) }
        }
    }

    func succeeded(_ index: Int) { state.withLock { $0.breakers[index].succeeded() } }
    func gaveUp(_ index: Int) { state.withLock { $0.breakers[index].gaveUp() } }

    func failed(_ index: Int, retryAfter: Duration?) {
        let now = now
        state.withLock { $0.breakers[index].failed(now, retryAfter: retryAfter) }
    }

    func note(firstWord: Duration) { state.withLock { Self.keep(firstWord / .seconds(1), in: &$0.firstWords) } }
    func note(cost: Double) { state.withLock { Self.keep(cost, in: &$0.costs) } }

    private static func keep(_ value: Double, in values: inout [Double]) {
        if values.count == 32 { values.removeFirst() }
        values.append(value)
    }
}
